import { main } from "./commands/main.js";
import { thisProcess } from "./world.js";

process.exitCode = await main(process.argv.slice(2), thisProcess());

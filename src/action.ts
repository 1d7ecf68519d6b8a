import { runAction } from "./commands/action/run-action.js";
import { main } from "./commands/main.js";
import { thisProcess } from "./world.js";

/** The runner starts the bundle without arguments. With some, the one file is the whole command line, for those who are not on GitHub. */
async function start(argv: readonly string[]): Promise<void> {
  const own = thisProcess();
  process.exitCode = argv.length > 0 ? await main(argv, own) : await runAction(main, own);
}

void start(process.argv.slice(2));

import { runAction } from "./commands/action/run-action.js";
import { main } from "./commands/main.js";
import { thisProcess } from "./world.js";

// The runner starts the bundle without arguments. With some, the one file is the whole command line, for those who are not on GitHub.
const argv = process.argv.slice(2);
const own = thisProcess();
const ending = argv.length > 0 ? main(argv, own) : runAction(main, own);
void ending.then((code) => {
  process.exitCode = code;
});

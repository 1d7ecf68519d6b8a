import { join } from "node:path";
import { newFolder, root } from "../folders.mjs";
import { cli, compare, run } from "../measure.mjs";

const rounds = 15;
const nothing = (options) => () => run(["-e", "0"], options);

/** A start is short enough for the clock on the wall to be worth a word beside the processor time. */
async function besides(both) {
  const measured = await compare({ rounds, ...both });
  return { ...measured, detail: `${measured.elapsed.toFixed(2)} times by the clock` };
}

export const startBenches = [
  {
    name: "start",
    what: "`lctasks --version`, floor: `node -e 0`",
    limit: { ratio: 1.5 },
    run: () => besides({ floor: nothing(), whole: () => run([cli, "--version"]) }),
  },
  {
    name: "action-start",
    what: "the action's `validate` in an empty folder, floor: `node -e 0`",
    limit: { ratio: 3 },
    run: () => {
      const options = { cwd: newFolder(), env: { INPUT_COMMAND: "validate" } };
      const bundle = join(root, "bundle/lctasks.mjs");
      // There is nothing to validate: it says so and fails.
      const whole = () => run([bundle], { ...options, ends: 1 });
      return besides({ floor: nothing(options), whole });
    },
  },
];

import { cli, compare, run } from "../measure.mjs";
import { fleet, writeProject } from "../projects.mjs";
import { startService } from "../service.mjs";
import { cacheOf, readAndParse, scaled } from "./read-floor.mjs";

/** What the vendor's command line is documented to take for a dry run of 5,000 rules, whole process, in seconds of the clock. */
const vendorSeconds = 12.7;

let prepared;

/** An organization that has the rules of all tasks already; the same for both benches. */
async function prepare(tasks) {
  const service = await startService({ sensors: fleet });
  const folder = writeProject({ tasks, kind: "ruleOnly", organizations: { prod: { oid: service.oid } } });
  const lctasks = (argv, env) => run([cli, ...argv], { cwd: folder, env: { ...service.env, ...env } });
  await lctasks(["ledger", "create", "--run-existing"]);
  await lctasks(["apply", "--yes"]);
  return { folder, lctasks };
}

function bench(state) {
  return {
    name: `rules-5000-${state}`,
    what: `\`plan\` of 5,000 response rules that all stand already, ${state}, floor: read and parse them`,
    size: { count: 5000, of: "task with a rule" },
    limit: {},
    run: async (scale) => {
      const tasks = scaled(5000, scale);
      const { folder, lctasks } = await (prepared ??= prepare(tasks));
      const env = cacheOf(state);
      const elapsed = [];
      const whole = async () => {
        const used = await lctasks(["plan", "--detailed-exitcode"], env);
        elapsed.push(used.elapsedMs);
        return used;
      };
      await whole();
      const measured = await compare({ rounds: 3, floor: readAndParse(folder), whole });
      const seconds = elapsed.toSorted((a, b) => a - b)[elapsed.length >> 1] / 1000;
      const beside = tasks === 5000 ? `; the vendor's program is documented with ${vendorSeconds} s` : "";
      return {
        ...measured,
        detail: `${tasks.toLocaleString("en-US")} rules, ${seconds.toFixed(1)} s by the clock${beside}`,
      };
    },
  };
}

export const ruleBenches = [bench("cold"), bench("warm")];

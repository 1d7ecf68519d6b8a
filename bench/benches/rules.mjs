import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder, root } from "../folders.mjs";
import { cli, compare, median, run } from "../measure.mjs";
import { fleet, writeProject } from "../projects.mjs";
import { pythonWithYaml, runPython } from "../python.mjs";
import { startService } from "../service.mjs";
import { cacheOf, scaled } from "./read-floor.mjs";

const vendorDryRun = join(root, "bench/floors/vendor-dry-run.py");

let prepared;

/** An organization that has the rules of all tasks already, and a dry run of the same rules in one file of the vendor's; the same for both benches. */
async function prepare(tasks) {
  const service = await startService({ sensors: fleet });
  const folder = writeProject({ tasks, kind: "ruleOnly", organizations: { prod: { oid: service.oid } } });
  const lctasks = (argv, env) => run([cli, ...argv], { cwd: folder, env: { ...service.env, ...env } });
  await lctasks(["ledger", "create", "--run-existing"]);
  await lctasks(["apply", "--yes"]);
  const rulesFile = await writeRules(folder, lctasks);
  const dryRun = () => runPython([vendorDryRun, rulesFile], service.env);
  return { lctasks, dryRun };
}

/** Has the rules written into a file as the vendor's program reads it; afterwards the project is as it was. */
async function writeRules(folder, lctasks) {
  const configuration = join(folder, "lctasks.yaml");
  const before = readFileSync(configuration, "utf8");
  writeFileSync(configuration, JSON.stringify({ ...JSON.parse(before), rulesTo: "rules" }));
  await lctasks(["rules", "--write"]);
  const kept = join(newFolder(), "rules.yaml");
  copyFileSync(join(folder, "rules/lctasks-bench.yaml"), kept);
  rmSync(join(folder, "rules"), { recursive: true });
  writeFileSync(configuration, before);
  return kept;
}

/** `times`: how many times faster than the vendor's dry run it has to be. */
function bench(state, times) {
  return {
    name: `rules-5000-${state}`,
    what: `\`plan\` of 5,000 response rules that all stand already, ${state}, floor: a dry run of the same rules as the vendor's program makes it`,
    size: { count: 5000, of: "task with a rule" },
    limit: { ratio: 1 / times },
    needs: () => (pythonWithYaml() === undefined ? "python3 with PyYAML (Debian: python3-yaml)" : undefined),
    run: async (scale) => {
      const tasks = scaled(5000, scale);
      const { lctasks, dryRun } = await (prepared ??= prepare(tasks));
      const env = cacheOf(state);
      const whole = () => lctasks(["plan", "--detailed-exitcode"], env);
      await whole();
      const own = [];
      const floor = async () => {
        const used = await dryRun();
        if (used.rules !== tasks) throw new Error(`Cannot measure: the dry run was of ${used.rules} rules`);
        own.push(used.cpuMs);
        return used;
      };
      const measured = await compare({ rounds: 3, clock: "elapsedMs", floor, whole });
      const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
      const faster = (ms) => (ms / measured.ms).toFixed(1);
      const detail = `${tasks.toLocaleString("en-US")} rules in ${seconds(measured.ms)}: ${faster(measured.floorMs)} times as fast; as its own processor time alone, ${seconds(median(own))}, ${faster(median(own))} times`;
      return { ...measured, detail };
    },
  };
}

export const ruleBenches = [bench("cold", 10), bench("warm", 15)];

import { cli, compare, run } from "../measure.mjs";
import { fleet, writeProject } from "../projects.mjs";
import { requestsSoFar, withService } from "../service.mjs";
import { cacheOf, readAndParse, roundsFor, scaled } from "./read-floor.mjs";

/** What a new ledger makes of the tasks, as `ledger create` calls it. */
const beginnings = { new: "--run-existing", baseline: "--baseline" };

/** A project against a service, with a ledger; `plan` runs lctasks there. */
async function prepare(service, tasks, beginning) {
  const folder = writeProject({ tasks, organizations: { prod: { oid: service.oid } } });
  const lctasks = (argv, env) => run([cli, ...argv], { cwd: folder, env: { ...service.env, ...env } });
  await lctasks(["ledger", "create", beginnings[beginning]]);
  return { folder, plan: (env) => () => lctasks(["plan"], env) };
}

function bench({ size, beginning, state }) {
  const every = beginning === "new" ? "all to be issued" : "none to be issued";
  return {
    name: `plan-${size}-${beginning}-${state}`,
    what: `\`plan\` of ${size.toLocaleString("en-US")} tasks, ${every}, ${state}, floor: read and parse them`,
    size: { count: size, of: "task" },
    limit: size < 10_000 ? {} : { ratio: state === "warm" ? 1 : 2, peakMb: 400 },
    run: (scale) =>
      withService({ sensors: fleet }, async (service) => {
        const tasks = scaled(size, scale);
        const { folder, plan } = await prepare(service, tasks, beginning);
        const whole = plan(cacheOf(state));
        const before = await requestsSoFar(service);
        await whole();
        const requests = (await requestsSoFar(service)) - before;
        const detail = `${tasks.toLocaleString("en-US")} tasks, ${requests} requests`;
        return compare({ rounds: roundsFor(tasks), floor: readAndParse(folder), whole, detail });
      }),
  };
}

const growth = {
  name: "plan-growth",
  what: "`plan` of 10,000 tasks, all to be issued, cold, floor: of 1,000",
  limit: { ratio: 11 },
  run: (scale) =>
    withService({ sensors: fleet }, (few) =>
      withService({ sensors: fleet }, async (many) => {
        const small = await prepare(few, scaled(1000, scale), "new");
        const large = await prepare(many, scaled(10_000, scale), "new");
        return compare({ rounds: 3, floor: small.plan(), whole: large.plan() });
      }),
    ),
};

export const planBenches = [
  bench({ size: 10, beginning: "new", state: "cold" }),
  ...[1000, 10_000].flatMap((size) =>
    ["cold", "warm"].map((state) => bench({ size, beginning: "new", state })),
  ),
  ...["cold", "warm"].map((state) => bench({ size: 10_000, beginning: "baseline", state })),
  growth,
];

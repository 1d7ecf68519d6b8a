import { join } from "node:path";
import { root } from "../folders.mjs";
import { cli, compare, run } from "../measure.mjs";
import { fleet, writeProject } from "../projects.mjs";
import { withService } from "../service.mjs";
import { scaled } from "./read-floor.mjs";

const issueBare = join(root, "bench/floors/issue-bare.mjs");

export const applyBenches = [
  {
    name: "apply-1000",
    what: "`apply` of 1,000 tasks, floor: as many `task` requests one after the other",
    size: { count: 1000, of: "task" },
    limit: {},
    run: async (scale) => {
      const tasks = scaled(1000, scale);
      const requests = [];
      const measured = await compare({
        rounds: 3,
        clock: "elapsedMs",
        floor: () => withService({ sensors: fleet }, (service) => bareRequests(service, tasks)),
        whole: () =>
          withService({ sensors: fleet }, async (service) => {
            const used = await applied(service, tasks);
            requests.push(used.requests);
            return used;
          }),
      });
      return { ...measured, detail: `${tasks.toLocaleString("en-US")} tasks, ${requests[0]} requests` };
    },
  },
];

async function bareRequests({ url, oid, apiKey }, requests) {
  const { out } = await run([issueBare, JSON.stringify({ url, oid, apiKey, requests })]);
  return JSON.parse(out);
}

/** Applies a new project of so many tasks; says how many requests that were. */
async function applied({ oid, env, control }, tasks) {
  const folder = writeProject({ tasks, kind: "withoutRule", organizations: { prod: { oid } } });
  const lctasks = (...argv) => run([cli, ...argv], { cwd: folder, env });
  await lctasks("ledger", "create", "--run-existing");
  const before = (await control("requests")).requests.length;
  const used = await lctasks("apply", "--yes");
  const requests = (await control("requests")).requests.slice(before);
  const issued = requests.filter(({ action }) => action === "task").length;
  if (issued !== tasks) throw new Error(`Cannot measure: ${issued} of ${tasks} tasks were issued`);
  return { ...used, requests: requests.length };
}

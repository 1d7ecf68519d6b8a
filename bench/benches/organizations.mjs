import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cli, median, result, run } from "../measure.mjs";
import { fleet, writeProject } from "../projects.mjs";
import { withService } from "../service.mjs";
import { scaled } from "./read-floor.mjs";

const delayMs = 100;
const inFlight = 16;
const tasks = 5;

export const organizationBenches = [
  {
    name: "organizations-200",
    what: `\`plan\` of 200 organizations behind a line of ${delayMs} ms, floor: their requests, ${inFlight} at a time, and nothing else`,
    size: { count: 200, of: "organization" },
    limit: { ratio: 1.3 },
    run: (scale) => {
      const count = scaled(200, scale);
      const more = Array.from({ length: count - 1 }, (_, at) => ({
        name: `customer-${at + 1}`,
        sensors: fleet,
      }));
      return withService({ sensors: fleet, organizations: more }, measure);
    },
  },
];

async function measure({ env, organizations, control }) {
  const declared = organizations.map(({ oid }, at) => [`customer-${at}`, { oid, apiKeyEnv: `KEY_${at}` }]);
  const keys = organizations.map(({ apiKey }, at) => [`KEY_${at}`, apiKey]);
  const folder = writeProject({ tasks, kind: "withoutRule", organizations: Object.fromEntries(declared) });
  const lctasks = (...argv) =>
    run([cli, ...argv], { cwd: folder, env: { ...env, ...Object.fromEntries(keys) } });
  await lctasks("ledger", "create", "--run-existing");
  await control("faults", { match: {}, do: { delay_ms: delayMs } });
  const runs = [];
  let each;
  for (let round = 0; round < 3; round += 1) {
    const before = (await control("requests")).requests.length;
    const out = join(folder, "plan.json");
    const used = await lctasks("plan", "--format", "json", "--out", out);
    const failed = JSON.parse(readFileSync(out, "utf8")).organizations.find(({ failure }) => failure);
    if (failed) throw new Error(`Cannot measure: ${failed.failure}`);
    const requests = (await control("requests")).requests.slice(before);
    each = requestsEach(requests);
    runs.push({ ...used, floorMs: (requests.length * delayMs) / inFlight });
  }
  const ms = median(runs.map(({ elapsedMs }) => elapsedMs));
  const cpuMs = median(runs.map(({ cpuMs }) => cpuMs));
  return result({
    ms,
    floorMs: median(runs.map(({ floorMs }) => floorMs)),
    peakMb: Math.max(...runs.map(({ peakMb }) => peakMb)),
    clock: "elapsedMs",
    detail: `${organizations.length} organizations, ${each} requests each, ${(cpuMs / organizations.length).toFixed(1)} ms of processor time each`,
  });
}

/** How many requests each organization had: one number when it is the same for all. */
function requestsEach(requests) {
  const counts = new Map();
  for (const { oid } of requests) counts.set(oid, (counts.get(oid) ?? 0) + 1);
  return [...new Set(counts.values())].join(" or ");
}

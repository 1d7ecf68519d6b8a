import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder, root } from "../folders.mjs";
import { cli, compare, run } from "../measure.mjs";
import { writeProject } from "../projects.mjs";
import { requestsSoFar, withService } from "../service.mjs";
import { scaled } from "./read-floor.mjs";

const tasks = 10;
const parseJson = join(root, "bench/floors/parse-json.mjs");

export const sensorBenches = [
  {
    name: "sensors-100000",
    what: `\`plan\` of ${tasks} tasks in an organization of 100,000 sensors, floor: \`JSON.parse\` of the same listing`,
    limit: {},
    size: { count: 100_000, of: "sensor" },
    run: (scale) => {
      const count = scaled(100_000, scale);
      return withService({ sensors: [{ hostname: "srv-{n}", plat: "windows", count }] }, async (service) => {
        const listing = join(newFolder(), "sensors.json");
        const pages = await sensorPages(service);
        writeFileSync(listing, JSON.stringify(pages));
        const folder = writeProject({ tasks, organizations: { prod: { oid: service.oid } } });
        const lctasks = (...argv) => run([cli, ...argv], { cwd: folder, env: service.env });
        await lctasks("ledger", "create", "--run-existing");
        const before = await requestsSoFar(service);
        await lctasks("plan");
        const requests = (await requestsSoFar(service)) - before;
        return compare({
          rounds: 3,
          floor: async () => JSON.parse((await run([parseJson, listing])).out),
          whole: () => lctasks("plan"),
          detail: `${count.toLocaleString("en-US")} sensors on ${pages.length} pages, ${requests} requests`,
        });
      });
    },
  },
];

/** The pages of the whole listing. */
async function sensorPages({ url, oid, apiKey }) {
  const body = new URLSearchParams({ oid, secret: apiKey });
  const { jwt } = await (await fetch(`${url}/jwt`, { method: "POST", body })).json();
  const pages = [];
  for (let token; pages.length === 0 || token; ) {
    const query = new URLSearchParams(token ? { continuation_token: token } : {});
    const headers = { authorization: `Bearer ${jwt}` };
    const page = await (await fetch(`${url}/v1/sensors/${oid}?${query}`, { headers })).json();
    pages.push(page);
    token = page.continuation_token;
  }
  return pages;
}

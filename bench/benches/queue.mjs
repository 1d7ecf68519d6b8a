import { createWriteStream, statSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Client } from "undici";
import { newFolder, root } from "../folders.mjs";
import { cli, compare, run } from "../measure.mjs";
import { writeProject } from "../projects.mjs";
import { withService } from "../service.mjs";
import { scaled } from "./read-floor.mjs";

/** Sensors that are offline, so that everything stays pending. */
const sensors = 1000;

export const queueBenches = [
  {
    name: "queue-1000000",
    what: "`plan` against a queue of 1,000,000 pending entries, floor: `JSON.parse` of the same answer",
    size: { count: 1_000_000, of: "queue entry" },
    limit: { ratio: 3, peakMb: 1024 },
    run: (scale) =>
      withService(
        { sensors: [{ hostname: "srv-{n}", plat: "windows", count: sensors, online: false }] },
        async (service) => {
          const tasks = scaled(1_000_000 / sensors, scale);
          const answer = join(newFolder(), "list.json");
          await fillQueue(service, { tasks, answer });
          const folder = writeProject({ tasks: 10, organizations: { prod: { oid: service.oid } } });
          const lctasks = (...argv) => run([cli, ...argv], { cwd: folder, env: service.env });
          await lctasks("ledger", "create", "--run-existing");
          return compare({
            rounds: 3,
            floor: async () => JSON.parse((await run([parseJson, answer])).out),
            whole: () => lctasks("plan"),
            detail: `${(tasks * sensors).toLocaleString("en-US")} entries, ${(statSync(answer).size / 1e6).toFixed(0)} MB`,
          });
        },
      ),
  },
];

const parseJson = join(root, "bench/floors/parse-json.mjs");

/** Queues as many tasks for all sensors, as somebody else would, and keeps the service's answer to `list` in a file. */
async function fillQueue({ url, oid, apiKey }, { tasks, answer }) {
  const client = new Client(url, { headersTimeout: 0, bodyTimeout: 0 });
  const post = (path, members, more) =>
    client.request({
      method: "POST",
      path,
      headers: { "content-type": "application/x-www-form-urlencoded", ...more },
      body: new URLSearchParams(members).toString(),
    });
  const { jwt } = await (await post("/jwt", { oid, secret: apiKey })).body.json();
  const asked = async (action, data) => {
    const members = { oid, action, data: JSON.stringify(data) };
    const headers = { authorization: `Bearer ${jwt}` };
    const { statusCode, body } = await post("/v1/extension/request/ext-reliable-tasking", members, headers);
    if (statusCode !== 200) throw new Error(`Cannot prepare: ${action} was answered with ${statusCode}`);
    return body;
  };
  for (let number = 0; number < tasks; number += 1)
    await (await asked("task", { task: "os_version", selector: "*", context: `other-${number}` })).dump();
  await pipeline(await asked("list", { selector: "*" }), createWriteStream(answer));
  await client.close();
}

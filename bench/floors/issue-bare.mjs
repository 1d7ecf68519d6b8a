// The floor of an apply: as many `task` requests, one after the other on one connection, and nothing else. Prints elapsed milliseconds.
import { Client } from "undici";

const { url, oid, apiKey, requests } = JSON.parse(process.argv[2]);
const client = new Client(url);
const post = async (path, members, headers = {}) => {
  const body = new URLSearchParams(members).toString();
  const form = { "content-type": "application/x-www-form-urlencoded", ...headers };
  const answer = await client.request({ method: "POST", path, headers: form, body });
  const said = await answer.body.json();
  if (answer.statusCode !== 200) throw new Error(`Cannot measure: ${answer.statusCode}`);
  return said;
};
const { jwt } = await post("/jwt", { oid, secret: apiKey });
const begin = process.hrtime.bigint();
for (let number = 0; number < requests; number += 1) {
  const data = { task: "os_version", selector: "plat == `windows`", context: `bare-${number}`, ttl: 172_800 };
  const members = { oid, action: "task", data: JSON.stringify(data) };
  await post("/v1/extension/request/ext-reliable-tasking", members, { authorization: `Bearer ${jwt}` });
}
process.stdout.write(JSON.stringify({ elapsedMs: Number(process.hrtime.bigint() - begin) / 1e6 }));
await client.close();

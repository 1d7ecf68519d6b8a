import { request as sendRequest } from "node:http";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/sandbox/start.js";
import { talk } from "./talk.js";

interface Mutated {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

const oid = "OID";
const goodPaths = [
  "/jwt",
  "/v1/who",
  `/v1/orgs/${oid}`,
  `/v1/orgs/${oid}/url`,
  `/v1/orgs/${oid}/subscriptions`,
  `/v1/orgs/${oid}/subscription/extension/ext-reliable-tasking`,
  "/v1/extension/schema/ext-reliable-tasking",
  "/v1/extension/request/ext-reliable-tasking",
  `/v1/hive/dr-general/${oid}`,
  `/v1/hive/lookup/${oid}/key/data`,
  `/v1/hive/lookup/${oid}/key/mtd`,
  `/v1/hive/lookup/${oid}/key`,
  `/v1/sensors/${oid}`,
  `/v1/online/${oid}`,
  `/v1/tags/${oid}/server`,
  "/v1/SID",
  "/v1/SID/tags",
  `/v1/insight/${oid}/SID`,
  "/",
  "/v1/user/orgs",
  `/v1/orgs/${oid}/resources`,
  "/v1/extension/definition/ext-infrastructure",
  "/v1/extension/request/ext-infrastructure",
  `/v1/service/${oid}/reliable-tasking`,
  "/v1/hive",
  "/v1/hive/lookup/schema",
  `/v1/hive/secret/${oid}/key/rename`,
  `/v1/hive/dr-general/${oid}/key/validate`,
  `/v1/hostnames/${oid}`,
  "/v1/SID/isolation",
  `/v1/outputs/${oid}`,
  `/v1/configs/${oid}/name`,
  `/v1/errors/${oid}`,
  `/v1/insight/${oid}/audit`,
  `/v1/insight/${oid}/detections`,
  `/v1/insight/${oid}/SID/atom`,
  "/v1/search",
  "/v1/search/validate",
  "/_sandbox/outputs/tasks-output",
  "/_sandbox/faults",
  "/_sandbox/deliveries",
  "/_sandbox/state",
  "/_sandbox/clock",
  "/_sandbox/sensors",
  "/_sandbox/variants",
];

const odd = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "",
    "..",
    "%",
    "%zz",
    "%ff",
    "%2F",
    "__proto__",
    "toString",
    "-1",
    "1e999",
    "null",
    "{",
    "[]",
    "*",
    "'",
  ),
);
const names = [
  "oid",
  "action",
  "data",
  "gzdata",
  "secret",
  "uid",
  "expiry",
  "perms",
  "usr_mtd",
  "etag",
  "selector",
];
const moreNames = [
  "request",
  "new_name",
  "request_data",
  "impersonator_jwt",
  "name",
  "module",
  "type",
  "tasks",
  "hostname",
  "value",
  "limit",
  "continuation_token",
  "is_compressed",
  "tags",
  "tag",
  "ttl",
  "sids",
  "start",
  "cursor",
];
const pair = fc.tuple(
  fc.constantFrom(...names, ...moreNames),
  fc.oneof(odd, fc.json({ maxDepth: 3 }), fc.constant(oid)),
);
const pairs = fc.array(pair, { maxLength: 5 }).map((list) => new URLSearchParams(list).toString());
const rule = fc.record(
  {
    detect: fc.jsonValue({ maxDepth: 4 }),
    respond: fc.jsonValue({ maxDepth: 3 }),
    tests: fc.jsonValue({ maxDepth: 4 }),
  },
  { requiredKeys: [] },
);
const ruleWrite = rule.map((data) =>
  new URLSearchParams({ data: JSON.stringify(data), usr_mtd: '{"enabled":true}' }).toString(),
);
const operation = fc.constantFrom(
  "get_record",
  "get_record_mtd",
  "set_record",
  "set_record_mtd",
  "delete_record",
  "x",
);
const batch = fc
  .tuple(operation, fc.jsonValue({ maxDepth: 3 }))
  .map(([name, body]) => new URLSearchParams({ request: JSON.stringify({ [name]: body }) }).toString());
const push = fc
  .tuple(fc.constantFrom("fetch", "push"), fc.jsonValue({ maxDepth: 4 }), fc.boolean())
  .map(([action, config, sync]) => {
    const options = {
      sync_outputs: sync,
      sync_hives: { "dr-general": sync },
      sync_extensions: sync,
      is_force: !sync,
    };
    const data = JSON.stringify({
      config: JSON.stringify({ version: 3, hives: config, outputs: config }),
      options,
    });
    return new URLSearchParams({ oid, action, data, impersonator_jwt: "JWT" }).toString();
  });
const searchOrReplay = fc
  .record({
    query: fc.constantFrom("*", "-1h | * | *", "event/X is 1", "a ~", "'"),
    stream: odd,
    rule: rule,
    events: fc.jsonValue({ maxDepth: 3 }),
  })
  .map(({ query, stream, rule: given, events }) =>
    JSON.stringify({
      oid,
      query,
      stream,
      startTime: "1",
      endTime: "2",
      rule_source: { rule: given },
      event_source: { events },
    }),
  );
const tasking = fc
  .json({ maxDepth: 2 })
  .map((data) => new URLSearchParams({ oid, action: "task", data }).toString());

const mutated: fc.Arbitrary<Mutated> = fc
  .record({
    method: fc.constantFrom("GET", "POST", "DELETE", "PATCH", "PUT", "HEAD", "OPTIONS"),
    path: fc.constantFrom(...goodPaths),
    segment: fc.option(fc.tuple(fc.nat(6), odd), { nil: undefined }),
    query: fc.oneof(fc.constant(""), pairs),
    type: fc.constantFrom(
      "application/x-www-form-urlencoded",
      "application/json",
      "text/plain",
      "multipart/form-data",
    ),
    body: fc.oneof(
      pairs,
      tasking,
      ruleWrite,
      batch,
      push,
      searchOrReplay,
      fc.json({ maxDepth: 4 }),
      fc.string({ unit: "binary", maxLength: 200 }),
    ),
    authorized: fc.boolean(),
  })
  .map(({ method, path, segment, query, type, body, authorized }) => ({
    method,
    path: withSegment(path, segment) + (query === "" ? "" : `?${query}`),
    headers: { "content-type": type, ...(authorized ? { authorization: "TOKEN" } : {}) },
    body: Buffer.from(body),
  }));

function withSegment(path: string, segment: readonly [number, string] | undefined): string {
  if (!segment) return path;
  const parts = path.split("/");
  parts[1 + (segment[0] % (parts.length - 1))] = segment[1].replace(/[^!-~]/gu, encodeURIComponent);
  return parts.join("/").replace(/[?#]/g, "");
}

function send(
  sandbox: Sandbox,
  { method, path, headers, body }: Mutated,
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(sandbox.url);
  const length = { "content-length": String(body.length) };
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest(
      { hostname, port, method, path, headers: { ...headers, ...length } },
      (incoming) => {
        let text = "";
        incoming.setEncoding("utf8");
        incoming.on("data", (chunk: string) => {
          text += chunk;
        });
        incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, text }));
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

describe("whatever is sent", () => {
  it("is answered with well-formed JSON, never with a defect, and the next good request works", async () => {
    const { sandbox, sendBare, send: ask } = await talk();
    const [{ sid } = { sid: "" }] = sandbox.sensors();
    const form = { oid: sandbox.oid, secret: sandbox.apiKey, expiry: "9999999999" };
    const token = `Bearer ${String((await sendBare("POST", "/jwt", { form })).body.jwt)}`;
    const fill = (text: string) =>
      text
        .replaceAll("OID", sandbox.oid)
        .replaceAll("SID", sid)
        .replaceAll("TOKEN", token)
        .replaceAll("JWT", token.slice(7));
    await fc.assert(
      fc.asyncProperty(mutated, async (one) => {
        const headers = Object.fromEntries(
          Object.entries(one.headers).map(([name, value]) => [name, fill(value)]),
        );
        const body = Buffer.from(fill(one.body.toString("latin1")), "latin1");
        const { status, text } = await send(sandbox, { ...one, path: fill(one.path), headers, body });
        expect(text).not.toContain("internal error of the sandbox");
        expect(status === 200 || (status >= 400 && status < 500)).toBe(true);
        if (one.method !== "HEAD") expect(JSON.parse(text)).toBeTypeOf("object");
      }),
      { numRuns: 10_000 },
    );
    await sendBare("POST", "/_sandbox/reset");
    expect((await ask("GET", "/v1/who")).status).toBe(200);
  }, 60_000);
});

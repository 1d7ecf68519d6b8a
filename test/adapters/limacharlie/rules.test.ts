import { describe, expect, it } from "vitest";
import { limacharlieRules } from "../../../src/adapters/limacharlie/rules.js";
import type { RuleWrite } from "../../../src/ports/rules.js";
import { connectToSandbox, withSandbox } from "./sandbox.js";
import { type Answer, connectTo, json, oid, rejection, withServer } from "./server.js";

const data = {
  detect: { event: "RECEIPT", op: "contains", path: "routing/investigation_id", value: "acme-who.r" },
  respond: [{ action: "report", name: "ran" }],
};
const userMetadata = {
  enabled: true,
  expiry: 0,
  tags: ["lctasks:acme", "b"],
  comment: "ours",
  ui_actions: [],
};
const write: RuleWrite = { key: "lctasks.acme.who/1 x", data, userMetadata };

async function start(variants = {}) {
  const sandbox = await withSandbox();
  sandbox.variants.set(variants);
  const rules = limacharlieRules(connectToSandbox(sandbox));
  const etagOf = async (key: string): Promise<string> => {
    const rule = await rules.get(key);
    return rule?.readable ? rule.record.etag : "";
  };
  return { sandbox, rules, etagOf };
}

describe.each([
  {},
  { etag_mismatch_status: 400, record_not_found_status: 400, empty_etag: "must_be_new" } as const,
])("rules in the sandbox with %j", (variants) => {
  it("are created, read back, replaced by etag and removed", async () => {
    const { rules, etagOf } = await start(variants);
    expect(await rules.get(write.key)).toBeUndefined();
    expect(await rules.set(write)).toEqual({ result: "done" });
    const first = await rules.get(write.key);
    expect(first).toMatchObject({ readable: true, record: { key: write.key, data, userMetadata } });
    const changed = {
      ...write,
      userMetadata: { ...userMetadata, enabled: false },
      etag: await etagOf(write.key),
    };
    expect(await rules.set(changed)).toEqual({ result: "done" });
    expect(await rules.list()).toMatchObject([
      { readable: true, record: { key: write.key, userMetadata: { enabled: false } } },
    ]);
    expect(await rules.remove(write.key)).toEqual({ result: "done" });
    expect(await rules.list()).toEqual([]);
    expect(await rules.remove(write.key)).toEqual({ result: "done" });
  });

  it("conflict when they moved since they were read, or exist already", async () => {
    const { rules, etagOf } = await start(variants);
    await rules.set(write);
    const etag = await etagOf(write.key);
    await rules.set({ ...write, userMetadata: { ...userMetadata, comment: "theirs" }, etag });
    expect(await rules.set({ ...write, etag })).toEqual({
      result: "conflict",
      message: expect.stringContaining("ETAG_MISMATCH"),
    });
    expect(await rules.set(write)).toEqual({
      result: "conflict",
      message: `Cannot create rule ${write.key}: it exists`,
    });
    expect(await rules.get(write.key)).toMatchObject({ record: { userMetadata: { comment: "theirs" } } });
  });
});

describe("a rule", () => {
  it("that the service does not take is refused with its text", async () => {
    const { rules } = await start();
    expect(await rules.set({ ...write, data: { detect: {} } })).toEqual({
      result: "refused",
      message: expect.stringContaining("HTTP 400"),
    });
    const forbidden = await withSandbox({ permissions: ["dr.list"] });
    const reader = limacharlieRules(connectToSandbox(forbidden));
    expect(await reader.set(write)).toEqual({
      result: "refused",
      message: expect.stringContaining("lacks the permission dr.set"),
    });
  });

  it("without an etag cannot be replaced", async () => {
    const { rules, sandbox } = await start();
    expect(await rules.set({ ...write, etag: "" })).toMatchObject({ result: "refused" });
    expect(sandbox.requests()).toEqual([]);
  });

  it.each([
    { cut: "headers" },
    { cut: "body" },
    { status: 504, body: { error: "timeout" } },
    { status: 200, body: "<html>" },
  ] as const)("that landed while its answer was lost is done, and written once: %j", async (effect) => {
    const { rules, sandbox, etagOf } = await start();
    const fault = {
      match: { method: "POST", path: "/v1/hive/", times: 1 },
      do: { when: "after", ...effect },
    } as const;
    sandbox.faults.add(fault);
    expect(await rules.set(write)).toEqual({ result: "done" });
    const etag = await etagOf(write.key);
    sandbox.faults.add(fault);
    expect(await rules.set({ ...write, userMetadata: { ...userMetadata, enabled: false }, etag })).toEqual({
      result: "done",
    });
    sandbox.faults.add({ ...fault, match: { method: "DELETE" } });
    expect(await rules.remove(write.key)).toEqual({ result: "done" });
    expect(
      sandbox.requests().filter(({ method, path }) => method === "POST" && path.includes("/hive/")),
    ).toHaveLength(2);
  });

  it("that did not land is an error, and is not written again", async () => {
    const { rules, sandbox, etagOf } = await start();
    await rules.set(write);
    const etag = await etagOf(write.key);
    const lost = { when: "before", cut: "headers" } as const;
    sandbox.faults.add({ match: { method: "POST", path: "/v1/hive/" }, do: lost });
    sandbox.faults.add({ match: { method: "DELETE" }, do: lost });
    const kind = "unreachable";
    expect(await rejection(rules.set({ ...write, etag }))).toMatchObject({ kind });
    expect(await rejection(rules.set({ ...write, key: "other" }))).toMatchObject({ kind });
    expect(await rejection(rules.remove(write.key))).toMatchObject({ kind });
    expect(await etagOf(write.key)).toBe(etag);
  });

  it("that somebody else wrote while our answer was lost is an error", async () => {
    const { rules, sandbox, etagOf } = await start();
    await rules.set(write);
    const etag = await etagOf(write.key);
    await rules.set({ ...write, userMetadata: { ...userMetadata, comment: "theirs" }, etag });
    sandbox.faults.add({ match: { method: "POST", path: "/v1/hive/" }, do: { cut: "headers" } });
    expect(await rejection(rules.set({ ...write, etag }))).toMatchObject({ kind: "unreachable" });
  });

  it("whose state cannot be read after a lost answer is an error of the write", async () => {
    const { rules, sandbox, etagOf } = await start();
    await rules.set(write);
    const etag = await etagOf(write.key);
    sandbox.faults.add({ match: { path: "/v1/hive/" }, do: { cut: "headers" } });
    expect(await rejection(rules.set({ ...write, etag }))).toMatchObject({
      message: expect.stringMatching(/^Cannot write record/),
    });
  });

  it("with an unreadable token is an error, not a refusal", async () => {
    const server = await withServer((_, response) => json(response, { error: "unauthorized" }, 401));
    expect(await rejection(limacharlieRules(connectTo(server.url)).remove("k"))).toMatchObject({
      kind: "unauthorized",
    });
  });
});

const listing = async (value: unknown) => {
  const answer: Answer = (_, response) => json(response, value);
  const server = await withServer(answer);
  const rules = limacharlieRules(connectTo(server.url));
  return { server, rules };
};

describe("a listing of rules", () => {
  it("shows rules that cannot be judged as such", async () => {
    const { rules, server } = await listing({
      a: { data },
      b: { data: { acl_restricted: true } },
      error: { data: null },
    });
    expect(await rules.list()).toMatchObject([
      { readable: true, record: { key: "a" } },
      { readable: false, key: "b", reason: expect.stringContaining("restricted") },
      { readable: false, key: "error" },
    ]);
    expect(server.requests[0]?.url).toBe(`/v1/hive/dr-general/${oid}`);
  });

  it("that is no object is an error", async () => {
    for (const value of [[], null]) {
      expect(await rejection((await listing(value)).rules.list())).toMatchObject({ kind: "unreadable" });
    }
  });

  it("says which permission is missing", async () => {
    const sandbox = await withSandbox({ permissions: [] });
    expect(await rejection(limacharlieRules(connectToSandbox(sandbox)).list())).toMatchObject({
      kind: "permission",
      permission: "dr.list",
    });
  });
});

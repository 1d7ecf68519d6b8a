import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type Carried, type Talk, talk } from "../talk.js";

const rule = {
  detect: { event: "RECEIPT", op: "exists", path: "event/ERROR" },
  respond: [{ action: "report", name: "x" }],
};
const form = (members: Record<string, unknown>): Carried => ({
  form: Object.entries(members).map(([name, value]): [string, string] => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]),
});
const path = ({ oid }: Talk, key: string, end = "/data", hive = "dr-general"): string =>
  `/v1/hive/${hive}/${oid}/${encodeURIComponent(key)}${end}`;

interface Stored {
  readonly data: unknown;
  readonly usr_mtd: Record<string, unknown>;
  readonly sys_mtd: Record<string, unknown>;
}
const read = async (our: Talk, key: string): Promise<Stored> =>
  (await our.send("GET", path(our, key))).body as unknown as Stored;

describe("a hive write", () => {
  it("answers guid, hive and name [C-run]", async () => {
    const our = await talk();
    const { status, body } = await our.send("POST", path(our, "r1"), form({ data: rule }));
    expect(status).toBe(200);
    expect(body).toEqual({
      guid: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      hive: { name: "dr-general", partition: our.oid },
      name: "r1",
    });
  });

  it("creates a record disabled, without tags, unless it says otherwise [D]", async () => {
    const our = await talk();
    await our.send("POST", path(our, "r1"), form({ data: rule }));
    expect((await read(our, "r1")).usr_mtd).toEqual({ enabled: false, expiry: 0, tags: [], comment: "" });
    await our.send("POST", path(our, "r2"), form({ data: rule, usr_mtd: { enabled: true, tags: null } }));
    expect((await read(our, "r2")).usr_mtd).toEqual({ enabled: true, expiry: 0, tags: [], comment: "" });
  });

  it("replaces user metadata as a whole: a write without it disables the record and strips its tags [D, C]", async () => {
    const our = await talk();
    const usr_mtd = { enabled: true, expiry: 0, tags: ["a"], comment: "c", ui_actions: [{ x: 1 }] };
    await our.send("POST", path(our, "r1"), form({ data: rule, usr_mtd }));
    expect((await read(our, "r1")).usr_mtd).toEqual(usr_mtd);
    await our.send("POST", path(our, "r1"), form({ data: rule }));
    expect((await read(our, "r1")).usr_mtd).toEqual({ enabled: false, expiry: 0, tags: [], comment: "" });
  });

  it("takes packed data [C-run]", async () => {
    const our = await talk();
    const gzdata = gzipSync(JSON.stringify(rule)).toString("base64");
    await our.send("POST", path(our, "r1"), form({ gzdata }));
    expect((await read(our, "r1")).data).toEqual(rule);
  });

  it("keeps who made it, when, and its guid; author, time and etag are those of the last write", async () => {
    const our = await talk();
    await our.send("POST", path(our, "r1"), form({ data: rule }));
    const first = (await read(our, "r1")).sys_mtd;
    our.sandbox.advance(60);
    await our.send("POST", path(our, "r1"), form({ data: rule }));
    const second = (await read(our, "r1")).sys_mtd;
    expect(first).toMatchObject({
      created_by: "sandbox-automation",
      last_author: "sandbox-automation",
      last_error: "",
    });
    expect(second).toMatchObject({ guid: first.guid, created_at: first.created_at });
    expect(second.last_mod).toBe(Number(first.last_mod) + 60);
    expect(second.etag).not.toBe(first.etag);
  });

  it("keeps keys with slashes, spaces, dots and odd names apart [C-run]", async () => {
    const our = await talk();
    const keys = ["a/b c", "a%2Fb", "__proto__", "données", "..", "constructor"];
    for (const key of keys)
      expect((await our.send("POST", path(our, key), form({ data: rule }))).body.name).toBe(key);
    const listing = JSON.parse((await our.send("GET", `/v1/hive/dr-general/${our.oid}`)).text) as object;
    expect(Object.keys(listing)).toEqual(keys);
  });

  it.each([
    [{ data: "{" }, "error parsing data: not JSON"],
    [{ data: [] }, "error parsing data: not an object"],
    [{ gzdata: gzipSync("null").toString("base64") }, "error parsing data: not an object"],
    [{}, "error parsing data: not an object"],
    [{ data: { respond: [] } }, "error parsing rule: missing detect"],
    [{ data: { detect: {} } }, "error parsing rule: missing respond"],
    [
      { data: { detect: {}, respond: [] } },
      "error parsing rule: detect: Cannot evaluate detect: it has no op",
    ],
    [{ data: { ...rule, respond: ["x"] } }, "error parsing rule: respond[0]: an action is a map, not text"],
    [
      { data: { ...rule, respond: [...rule.respond, { name: "x" }] } },
      "error parsing rule: respond[1]: Cannot respond with respond[1]: it has no action",
    ],
    [{ data: rule, usr_mtd: "{" }, "error parsing usr_mtd: not JSON"],
    [{ data: rule, usr_mtd: [] }, "error parsing usr_mtd: not an object"],
    [{ data: rule, usr_mtd: { enabled: "yes" } }, "error parsing usr_mtd: enabled is not a boolean"],
    [{ data: rule, usr_mtd: { expiry: "0" } }, "error parsing usr_mtd: expiry is not an integer"],
    [{ data: rule, usr_mtd: { expiry: 1.5 } }, "error parsing usr_mtd: expiry is not an integer"],
    [{ data: rule, usr_mtd: { tags: "a" } }, "error parsing usr_mtd: tags is not a list of text"],
    [{ data: rule, usr_mtd: { tags: [1] } }, "error parsing usr_mtd: tags is not a list of text"],
    [{ data: rule, usr_mtd: { comment: 1 } }, "error parsing usr_mtd: comment is not text"],
  ])("of %j is refused and writes nothing", async (members, error) => {
    const our = await talk();
    const reply = await our.send("POST", path(our, "r1"), form(members));
    expect([reply.status, reply.body]).toEqual([400, { data: {}, error, retry: false }]);
    expect((await our.send("GET", `/v1/hive/dr-general/${our.oid}`)).body).toEqual({});
  });
});

describe("an etag", () => {
  it("lets only who read the last state write, and is refused with the status that is switched on [C]", async () => {
    const our = await talk();
    await our.send("POST", path(our, "r1"), form({ data: rule }));
    const { etag } = (await read(our, "r1")).sys_mtd;
    expect((await our.send("POST", path(our, "r1"), form({ data: rule, etag }))).status).toBe(200);
    for (const status of [409, 400] as const) {
      our.sandbox.variants.set({ etag_mismatch_status: status });
      for (const end of ["/data", "/mtd"]) {
        const stale = await our.send("POST", path(our, "r1", end), form({ data: rule, etag }));
        expect([stale.status, stale.body]).toEqual([
          status,
          { data: {}, error: "ETAG_MISMATCH", retry: false },
        ]);
      }
    }
  });

  it("of a record that does not exist is a mismatch", async () => {
    const our = await talk();
    expect((await our.send("POST", path(our, "r1"), form({ data: rule, etag: "abc" }))).status).toBe(409);
  });

  it("that is empty is taken for a new record, and for an existing one unless that is switched off [I]", async () => {
    const our = await talk();
    const write = async () =>
      (await our.send("POST", path(our, "r1"), form({ data: rule, etag: "" }))).status;
    expect([await write(), await write()]).toEqual([200, 200]);
    our.sandbox.variants.set({ empty_etag: "must_be_new" });
    expect(await write()).toBe(409);
    await our.send("DELETE", path(our, "r1", ""));
    expect(await write()).toBe(200);
  });
});

describe("a hive read", () => {
  it("lists name to whole record [C-run]", async () => {
    const our = await talk();
    await our.send("POST", path(our, "r1"), form({ data: rule }));
    const { body } = await our.send("GET", `/v1/hive/dr-general/${our.oid}`);
    expect(body).toEqual({ r1: await read(our, "r1") });
  });

  it("of metadata leaves the data out as {} [C]", async () => {
    const our = await talk();
    await our.send("POST", path(our, "r1"), form({ data: rule, usr_mtd: { comment: "c" } }));
    const { body } = await our.send("GET", path(our, "r1", "/mtd"));
    expect(body).toMatchObject({ data: {}, usr_mtd: { comment: "c" }, sys_mtd: { last_error_ts: 0 } });
  });

  it("of a record that does not exist is RECORD_NOT_FOUND, with the status that is switched on [C]", async () => {
    const our = await talk();
    for (const status of [404, 400] as const) {
      our.sandbox.variants.set({ record_not_found_status: status });
      for (const [method, end] of [
        ["GET", "/data"],
        ["GET", "/mtd"],
        ["DELETE", ""],
        ["POST", "/mtd"],
      ] as const) {
        const { status: got, body } = await our.send(method, path(our, "nope", end), form({ usr_mtd: {} }));
        expect([got, body]).toEqual([status, { data: {}, error: "RECORD_NOT_FOUND", retry: false }]);
      }
    }
  });

  it("shows an earlier state while reads are delayed", async () => {
    const our = await talk();
    our.sandbox.variants.set({ read_delay_s: 2 });
    await our.send("POST", path(our, "r1"), form({ data: rule }));
    expect((await our.send("GET", path(our, "r1"))).status).toBe(404);
    expect((await our.send("GET", `/v1/hive/dr-general/${our.oid}`)).body).toEqual({});
    our.sandbox.advance(2);
    expect((await our.send("GET", path(our, "r1"))).status).toBe(200);
    await our.send("DELETE", path(our, "r1", ""));
    expect((await our.send("GET", path(our, "r1"))).status).toBe(200);
    expect(Object.keys((await our.send("GET", `/v1/hive/dr-general/${our.oid}`)).body)).toEqual(["r1"]);
    our.sandbox.advance(2);
    expect((await our.send("GET", path(our, "r1"))).status).toBe(404);
  });
});

describe("metadata writes", () => {
  it("replace user metadata and leave the data [C]", async () => {
    const our = await talk();
    await our.send("POST", path(our, "r1"), form({ data: rule, usr_mtd: { enabled: true, tags: ["a"] } }));
    await our.send("POST", path(our, "r1", "/mtd"), form({ usr_mtd: { comment: "now" } }));
    expect(await read(our, "r1")).toMatchObject({
      data: rule,
      usr_mtd: { enabled: false, expiry: 0, tags: [], comment: "now" },
    });
    await our.send("POST", path(our, "r1", "/mtd"));
    expect((await read(our, "r1")).usr_mtd.comment).toBe("");
  });
});

describe("a delete", () => {
  it("answers success, and the record is gone", async () => {
    const our = await talk();
    await our.send("POST", path(our, "r1"), form({ data: rule }));
    expect((await our.send("DELETE", path(our, "r1", ""))).body).toEqual({ success: true });
    expect((await our.send("GET", path(our, "r1"))).status).toBe(404);
  });
});

describe("the hive gateway", () => {
  it("says which permission is missing, with 400 [C]", async () => {
    const our = await talk({ permissions: ["dr.list"] });
    const { status, body } = await our.send("POST", path(our, "r1"), form({ data: rule }));
    const error = `lc_error_code:UNAUTHORIZED - access to ${our.oid} requires dr.set`;
    expect([status, body]).toEqual([400, { data: {}, error, retry: false }]);
    expect((await our.send("GET", `/v1/hive/dr-general/${our.oid}`)).status).toBe(200);
    expect((await our.send("DELETE", path(our, "r1", ""))).body.error).toMatch(/requires dr\.del$/);
    expect((await our.send("GET", path(our, "l", "/mtd", "lookup"))).body.error).toMatch(
      /requires lookup\.get\.mtd$/,
    );
  });

  it("refuses an organization that the token does not cover", async () => {
    const our = await talk();
    const elsewhere = "00000000-0000-4000-8000-000000000000";
    expect((await our.send("GET", `/v1/hive/dr-general/${elsewhere}`)).body.error).toMatch(
      /^lc_error_code:UNAUTHORIZED/,
    );
  });

  it("refuses a hive that there is not", async () => {
    const our = await talk();
    expect((await our.send("GET", `/v1/hive/nope/${our.oid}`)).body.error).toBe(
      "lc_error_code:UNKNOWN_HIVE - unknown hive: nope",
    );
  });
});

describe("the lookup hive", () => {
  it.each([
    { lookup_data: { key: { a: 1 } } },
    { newline_content: "a\nb" },
    { yaml_content: "a: {}" },
    { lookup_data: {}, optimized_lookup_data: {} },
  ])("takes %j [D]", async (data) => {
    const our = await talk();
    expect((await our.send("POST", path(our, "l", "/data", "lookup"), form({ data }))).status).toBe(200);
  });

  it.each([
    {},
    { lookup_data: {}, newline_content: "" },
    { lookup_data: [] },
    { newline_content: 1 },
    { yaml_content: {} },
    { lookup_data: {}, other: 1 },
  ])("refuses %j", async (data) => {
    const our = await talk();
    const { status, body } = await our.send("POST", path(our, "l", "/data", "lookup"), form({ data }));
    expect(status).toBe(400);
    expect(body.error).toMatch(/^error parsing lookup: /);
  });
});

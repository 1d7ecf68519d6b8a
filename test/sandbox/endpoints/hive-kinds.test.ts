import { describe, expect, it } from "vitest";
import { type Talk, talk } from "../talk.js";

const rule = { detect: { event: "RECEIPT", op: "exists", path: "event/ERROR" }, respond: [] };
const hives = {
  "dr-general": rule,
  "dr-managed": rule,
  fp: { op: "is", path: "cat", value: "x" },
  lookup: { newline_content: "a\nb" },
  secret: { secret: "s" },
  yara: { rule: "rule x { condition: true }" },
  query: { query: "event/FILE_PATH contains 'x'", start: 1 },
  extension_config: { any: ["thing"] },
  org_notes: { text: "note" },
  cloud_sensor: { sensor_type: "s3", s3: { bucket_name: "b" } },
  external_adapter: { sensor_type: "wel", wel: {} },
  playbook: { python: "x" },
  sop: { text: "x" },
  note: { text: "x" },
  model: {},
  ai_agent: {},
  ai_skill: {},
  ai_memory: {},
  acl: { members: [] },
  cloudsec_provider: {},
  cloudsec_policy: {},
  cloudsec_query: {},
  cloudsec_code_rule: {},
  mailsec_provider: {},
  mailsec_policy: {},
  "dr-mail": {},
};
const path = (our: Talk, hive: string, end = "/k/data") => `/v1/hive/${hive}/${our.oid}${end}`;
const write = (our: Talk, hive: string, data: unknown) =>
  our.send("POST", path(our, hive), { form: { data: JSON.stringify(data) } });

describe("every hive", () => {
  it.each(Object.entries(hives))("%s keeps and gives back its data", async (hive, data) => {
    const our = await talk();
    expect((await write(our, hive, data)).status).toBe(200);
    expect((await our.send("GET", path(our, hive))).body.data).toEqual(data);
    expect((await our.send("DELETE", path(our, hive, "/k"))).body).toEqual({ success: true });
  });

  it.each([
    ["dr-managed", {}, "error parsing rule: missing detect"],
    ["fp", {}, "error parsing rule: empty"],
    ["secret", { secret: 1 }, "error parsing secret: secret is not text"],
    ["secret", { secret: "s", more: 1 }, "error parsing secret: unknown member more"],
    ["yara", {}, "error parsing yara: rule is not text"],
    ["query", {}, "error parsing query: query is not text"],
    ["cloud_sensor", {}, "error parsing adapter: sensor_type is not text"],
    ["external_adapter", { sensor_type: "wel" }, "error parsing adapter: wel is not an object"],
  ])("%s refuses %j", async (hive, data, error) => {
    const our = await talk();
    const reply = await write(our, hive, data);
    expect([reply.status, reply.body.error]).toEqual([400, error]);
  });

  it.each([
    ["dr-general", "dr.list", "dr.set", "dr.del"],
    ["dr-managed", "dr.list.managed", "dr.set.managed", "dr.del.managed"],
    ["fp", "fp.ctrl", "fp.ctrl", "fp.ctrl"],
    ["lookup", "lookup.get", "lookup.set", "lookup.del"],
    ["secret", "secret.get", "secret.set", "secret.del"],
    ["yara", "yara.get", "yara.set", "yara.del"],
    ["extension_config", "ext.conf.get", "ext.conf.set", "ext.conf.del"],
    ["org_notes", "org_notes.get", "org_notes.set", "org_notes.del"],
    ["cloud_sensor", "cloudsensor.get", "cloudsensor.set", "cloudsensor.del"],
    ["external_adapter", "externaladapter.get", "externaladapter.set", "externaladapter.del"],
  ])("%s asks for %s, %s and %s [D]", async (hive, get, set, del) => {
    const our = await talk({ permissions: [] });
    const refusal = (permission: string) =>
      `lc_error_code:UNAUTHORIZED - access to ${our.oid} requires ${permission}`;
    expect((await our.send("GET", path(our, hive, ""))).body.error).toBe(refusal(get));
    expect((await write(our, hive, {})).body.error).toBe(refusal(set));
    expect((await our.send("DELETE", path(our, hive, "/k"))).body.error).toBe(refusal(del));
  });

  it("lets who may read metadata only read metadata only [D]", async () => {
    const our = await talk();
    await write(our, "secret", hives.secret);
    const narrow = await our.as({ oid: our.oid, secret: our.sandbox.apiKey, perms: "secret.get.mtd" });
    const { status, body } = await narrow.send("GET", path(our, "secret", "/k/mtd"));
    expect([status, body.data]).toEqual([200, {}]);
    expect((await narrow.send("GET", path(our, "secret"))).status).toBe(400);
  });

  it("of rules of the service shows and takes metadata only, for who may list either other kind [D]", async () => {
    const our = await talk();
    expect((await our.send("GET", path(our, "dr-service", ""))).body).toEqual({});
    const reply = await write(our, "dr-service", rule);
    expect([reply.status, reply.body.error]).toEqual([
      400,
      `lc_error_code:UNAUTHORIZED - data of dr-service in ${our.oid} is not accessible`,
    ]);
    const managed = await our.as({ oid: our.oid, secret: our.sandbox.apiKey, perms: "dr.list.managed" });
    expect((await managed.send("GET", path(our, "dr-service", ""))).status).toBe(200);
  });
});

describe("a hive's schema", () => {
  it.each(["lookup", "secret", "yara", "query", "org_notes"])("is given for %s [C]", async (hive) => {
    const our = await talk();
    const { body } = await our.send("GET", `/v1/hive/${hive}/schema`);
    expect(body.schema).toMatchObject({ type: "object" });
  });

  it.each(["dr-general", "dr-managed", "dr-service", "fp", "extension_config", "nope"])(
    "is refused for %s [C]",
    async (hive) => {
      const our = await talk();
      const { status, body } = await our.send("GET", `/v1/hive/${hive}/schema`);
      expect([status, body.error]).toEqual([400, `no schema for hive: ${hive}`]);
    },
  );
});

describe("validate", () => {
  it("says of a good record nothing, of a bad one what a save says, and stores neither [C-run]", async () => {
    const our = await talk();
    const check = (members: Record<string, string>) =>
      our.send("POST", path(our, "secret", "/k/validate"), { form: members });
    expect((await check({ data: JSON.stringify(hives.secret) })).body).toEqual({});
    expect((await check({ data: "{}" })).status).toBe(400);
    const odd = await check({ data: JSON.stringify(hives.secret), usr_mtd: "[]" });
    expect(odd.body.error).toBe("error parsing usr_mtd: not an object");
    expect((await our.send("GET", path(our, "secret", ""))).body).toEqual({});
  });
});

describe("rename", () => {
  it("takes the new name from the query or the form, and keeps record, guid and author [C-run]", async () => {
    const our = await talk();
    await our.send("POST", path(our, "secret", "/a%2Fb/data"), { form: { data: '{"secret":"s"}' } });
    const before = (await our.send("GET", path(our, "secret", "/a%2Fb/data"))).body;
    const first = await our.send("POST", path(our, "secret", "/a%2Fb/rename?new_name=c%20d"));
    expect(first.body).toEqual({
      guid: expect.any(String) as string,
      hive: { name: "secret", partition: our.oid },
      name: "c d",
    });
    const second = await our.send("POST", path(our, "secret", "/c%20d/rename"), {
      form: { new_name: "e" },
    });
    expect(second.status).toBe(200);
    const { body } = await our.send("GET", path(our, "secret", ""));
    expect(Object.keys(body)).toEqual(["e"]);
    const after = body.e as Record<string, Record<string, unknown>>;
    expect([after.data, after.usr_mtd]).toEqual([before.data, before.usr_mtd]);
    const { guid, created_at } = before.sys_mtd as Record<string, unknown>;
    expect(after.sys_mtd).toMatchObject({ guid, created_at });
  });

  it("is refused without a name, for a record that is not there, and over another one", async () => {
    const our = await talk();
    for (const key of ["a", "b"])
      await our.send("POST", path(our, "secret", `/${key}/data`), { form: { data: '{"secret":"s"}' } });
    const rename = async (from: string, to: string) => {
      const { status, body } = await our.send("POST", path(our, "secret", `/${from}/rename?new_name=${to}`));
      return [status, body.error];
    };
    expect(await rename("a", "")).toEqual([400, "missing new_name"]);
    expect(await rename("nope", "c")).toEqual([404, "RECORD_NOT_FOUND"]);
    expect(await rename("a", "b")).toEqual([400, "record already exists: b"]);
  });
});

describe("an expiry", () => {
  it.each([
    ["auto", 1000],
    ["auto", 1],
    ["s", 1000],
    ["ms", 1],
  ] as const)(
    "read as %s ends a record at its instant, in units of %i ms",
    async (hive_expiry_unit, unitMs) => {
      const our = await talk();
      our.sandbox.variants.set({ hive_expiry_unit });
      const expiry = Math.floor((our.sandbox.nowMs() + 60_000) / unitMs);
      await our.send("POST", path(our, "secret"), {
        form: { data: '{"secret":"s"}', usr_mtd: JSON.stringify({ expiry }) },
      });
      our.sandbox.advance(58);
      expect((await our.send("GET", path(our, "secret"))).status).toBe(200);
      our.sandbox.advance(3);
      expect((await our.send("GET", path(our, "secret"))).body.error).toBe("RECORD_NOT_FOUND");
      expect((await our.send("GET", path(our, "secret", ""))).body).toEqual({});
      expect((await our.send("DELETE", path(our, "secret", "/k"))).status).toBe(404);
      await write(our, "secret", { secret: "again" });
      expect((await our.send("GET", path(our, "secret"))).status).toBe(200);
    },
  );
});

describe("an arl in place of data", () => {
  it("is refused: the sandbox fetches nothing", async () => {
    const our = await talk();
    const reply = await our.send("POST", path(our, "secret"), { form: { arl: "[https,example.com]" } });
    expect(reply.body.error).toMatch(/^error fetching arl: /);
  });
});

import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type Reply, type Talk, talk } from "../talk.js";

const rule = { detect: { event: "RECEIPT", op: "exists", path: "event/ERROR" }, respond: [] };
const disabled = { enabled: false, expiry: 0, tags: [], comment: "" };
const enabled = { ...disabled, enabled: true };
const everything = {
  sync_outputs: true,
  sync_resources: true,
  sync_extensions: true,
  sync_org_values: true,
  sync_hives: { "dr-general": true, lookup: true },
};

/** As the Python client asks: packed data, and its own token. */
async function ask(our: Talk, action: string, data: object): Promise<Reply> {
  const form = { oid: our.oid, secret: our.sandbox.apiKey };
  const { jwt } = (await our.sendBare("POST", "/jwt", { form })).body;
  return our.send("POST", "/v1/extension/request/ext-infrastructure", {
    form: {
      oid: our.oid,
      action,
      gzdata: gzipSync(JSON.stringify(data)).toString("base64"),
      impersonator_jwt: String(jwt),
    },
  });
}

const fetched = async (our: Talk, options: object): Promise<unknown> =>
  ((await ask(our, "fetch", { options })).body.data as { org: unknown }).org;

interface Pushed {
  readonly ops: readonly { type: string; name: string; is_added: boolean; is_removed: boolean }[];
  readonly errors: readonly string[];
}

const push = async (our: Talk, config: object, options: object): Promise<Pushed> => {
  const reply = await ask(our, "push", { config: JSON.stringify({ version: 3, ...config }), options });
  expect(reply.status).toBe(200);
  return reply.body.data as Pushed;
};

/** `+`, `-` or `=` and what it is about, as the Python client shows it. */
const signs = ({ ops }: Pushed) =>
  ops.map(
    ({ type, name, is_added, is_removed }) => `${is_added ? "+" : is_removed ? "-" : "="} ${type} ${name}`,
  );

const store = (our: Talk, key: string, usr_mtd: object = {}) =>
  our.send("POST", `/v1/hive/dr-general/${our.oid}/${key}/data`, {
    form: { data: JSON.stringify(rule), usr_mtd: JSON.stringify(usr_mtd) },
  });

describe("fetch", () => {
  it("gives an object with the roots that were asked for and no other [C-run]", async () => {
    const our = await talk();
    await store(our, "r1", { enabled: true });
    await store(our, "theirs", { tags: ["ext:ext-reliable-tasking"] });
    await our.send("POST", `/v1/configs/${our.oid}/vt`, { form: { value: "k" } });
    expect(await fetched(our, {})).toEqual({ version: 3 });
    expect(await fetched(our, everything)).toEqual({
      version: 3,
      outputs: { "tasks-output": { module: "slack", for: "tailored" } },
      resources: { extension: ["ext-reliable-tasking", "ext-infrastructure"] },
      extensions: ["ext-reliable-tasking", "ext-infrastructure"],
      "org-value": { vt: "k" },
      hives: { "dr-general": { r1: { data: rule, usr_mtd: enabled } } },
    });
  });

  it("needs the caller's own token, and that token's permissions [C-run]", async () => {
    const our = await talk();
    const path = "/v1/extension/request/ext-infrastructure";
    const form = { oid: our.oid, action: "fetch", data: JSON.stringify({ options: everything }) };
    expect((await our.send("POST", path, { form })).body.error).toBe("missing impersonator_jwt");
    const forged = await our.send("POST", path, { form: { ...form, impersonator_jwt: "a.b.c" } });
    expect(forged.status).toBe(401);
    const narrow = { oid: our.oid, secret: our.sandbox.apiKey, perms: "org.get" };
    const { jwt } = (await our.sendBare("POST", "/jwt", { form: narrow })).body;
    const poor = await our.send("POST", path, { form: { ...form, impersonator_jwt: String(jwt) } });
    expect([poor.status, poor.body.error]).toEqual([401, "unauthorized: requires output.list"]);
  });

  it("refuses a hive that it does not serve, and options that are none", async () => {
    const our = await talk();
    const refused = await ask(our, "fetch", { options: { sync_hives: { nope: true } } });
    expect([refused.status, refused.body.error]).toEqual([400, "cannot sync hive: nope"]);
    expect((await ask(our, "fetch", { options: "all" })).status).toBe(400);
    expect((await ask(our, "fetch", { options: { sync_hives: { nope: false } } })).status).toBe(200);
  });
});

describe("push", () => {
  it("in a dry run says what would change and changes nothing [C-run]", async () => {
    const our = await talk();
    await store(our, "same", enabled);
    await store(our, "other", enabled);
    const config = {
      hives: {
        "dr-general": {
          same: { data: rule, usr_mtd: { enabled: true } },
          new: { data: rule },
          other: { data: rule, usr_mtd: { enabled: true, tags: ["x"] } },
        },
      },
      outputs: { syslog: { module: "syslog", for: "event", is_tls: true } },
      "org-value": { vt: "k" },
    };
    const before = await fetched(our, everything);
    const dry = await push(our, config, { ...everything, is_dry_run: true });
    expect(dry.errors).toEqual([]);
    expect(signs(dry)).toEqual([
      "+ output syslog",
      "+ org-value vt",
      "= dr-general same",
      "+ dr-general new",
      "+ dr-general other",
    ]);
    expect(await fetched(our, everything)).toEqual(before);
    expect(signs(await push(our, config, everything))).toEqual(signs(dry));
    const again = await push(our, config, everything);
    expect(signs(again).every((sign) => sign.startsWith("= "))).toBe(true);
  });

  it("removes what is not in the configuration only by force, and never what an extension owns [C]", async () => {
    const our = await talk();
    await store(our, "ours");
    await store(our, "theirs", { tags: ["ext:ext-reliable-tasking"] });
    const options = { sync_hives: { "dr-general": true }, sync_outputs: true, sync_org_values: true };
    await our.send("POST", `/v1/configs/${our.oid}/vt`, { form: { value: "k" } });
    expect(signs(await push(our, {}, options))).toEqual([]);
    const force = { ...options, is_force: true };
    const removed = ["- output tasks-output", "- org-value vt", "- dr-general ours"];
    expect(signs(await push(our, {}, { ...force, is_dry_run: true }))).toEqual(removed);
    expect(signs(await push(our, {}, force))).toEqual(removed);
    const left = await our.send("GET", `/v1/hive/dr-general/${our.oid}`);
    expect(Object.keys(left.body)).toEqual(["theirs"]);
  });

  it("subscribes and unsubscribes under both roots", async () => {
    const our = await talk();
    const listed = async () => Object.keys((await our.send("GET", `/v1/orgs/${our.oid}/subscriptions`)).body);
    const only = { extensions: ["ext-infrastructure"] };
    await push(our, only, { sync_extensions: true, is_force: true });
    expect(await listed()).toEqual(["ext-infrastructure"]);
    const both = { resources: { extension: ["ext-infrastructure", "ext-reliable-tasking"] } };
    await push(our, both, { sync_resources: true });
    expect(await listed()).toEqual(["ext-infrastructure", "ext-reliable-tasking"]);
  });

  it("reports each thing that is refused, and does the others", async () => {
    const our = await talk();
    const config = {
      hives: { "dr-general": { bad: { data: { respond: [] } }, good: { data: rule } } },
      outputs: { a: { module: "pigeon", for: "event" }, b: { module: "slack", for: "everything" } },
      extensions: ["ext-nope"],
      integrity: { x: {} },
      yara: {},
    };
    const { ops, errors } = await push(our, config, everything);
    expect(ops.map(({ name }) => name)).toEqual(["good"]);
    expect(errors).toEqual([
      "integrity: not served by the sandbox",
      "output/a: unknown output module: pigeon (a)",
      "output/b: unknown output type: everything (b)",
      "extension/ext-nope: no such extension: ext-nope",
      "dr-general/bad: error parsing rule: missing detect",
    ]);
  });

  it("leaves out what the caller may not change, silently when asked", async () => {
    const our = await talk();
    const narrow = { oid: our.oid, secret: our.sandbox.apiKey, perms: "ext.request,dr.list" };
    const { jwt } = (await our.sendBare("POST", "/jwt", { form: narrow })).body;
    const send = async (ignore_inaccessible: boolean) => {
      const options = { ...everything, ignore_inaccessible };
      const config = JSON.stringify({ version: 3, hives: { "dr-general": { r: { data: rule } } } });
      const form = {
        oid: our.oid,
        action: "push",
        data: JSON.stringify({ config, options }),
        impersonator_jwt: String(jwt),
      };
      const { body } = await our.send("POST", "/v1/extension/request/ext-infrastructure", { form });
      return (body.data as Pushed).errors;
    };
    expect(await send(true)).toEqual([]);
    expect((await send(false)).map((error) => error.replace(our.oid, "OID"))).toEqual([
      "hives: lc_error_code:UNAUTHORIZED - access to OID requires lookup.get",
      "dr-general/r: lc_error_code:UNAUTHORIZED - access to OID requires dr.set",
    ]);
  });

  it("reads YAML 1.1, as clients write it [C]", async () => {
    const our = await talk();
    const config = "%YAML 1.1\n---\nversion: 3\norg-value:\n  a: yes\n  b: 010\n  c: 'on'\n";
    const options = { sync_org_values: true };
    expect((await ask(our, "push", { config, options })).status).toBe(200);
    expect(await fetched(our, options)).toEqual({
      version: 3,
      "org-value": { a: "true", b: "8", c: "on" },
    });
  });

  it.each([
    [undefined, "missing config"],
    ["[", "error parsing config: not YAML"],
    ["- 1", "error parsing config: not a map"],
    ["a: 1", "error parsing config: missing version"],
    ["version: 4", "error parsing config: version 4 is not supported"],
    ["version: 3\nhives: 1", "error parsing config: hives is not a map"],
    ["version: 3\nhives: {dr-general: 1}", "error parsing config: hives.dr-general is not a map"],
    [
      "version: 3\nhives: {dr-general: {r: {data: {}, usr_mtd: {enabled: 1}}}}",
      "error parsing config: hives.dr-general.r: usr_mtd: enabled is not a boolean",
    ],
    [
      "version: 3\nhives: {dr-general: {r: {data: {}, usr_mtd: x}}}",
      "error parsing config: hives.dr-general.r: usr_mtd: not an object",
    ],
    ["version: 3\noutputs: 1", "error parsing config: output is not a map"],
    ["version: 3\noutputs: {a: 1}", "error parsing config: an output is not a map"],
    ["version: 3\nextensions: {a: 1}", "error parsing config: extensions has no list"],
  ])("refuses %j", async (config, error) => {
    const our = await talk();
    const reply = await ask(our, "push", { config, options: everything });
    expect([reply.status, reply.body.error]).toEqual([400, error]);
  });
});

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
      hives: { "dr-general": { r1: { data: rule, usr_mtd: enabled } }, lookup: {} },
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
    expect([poor.status, poor.body.error]).toEqual([401, "unauthorized: requires ext.sub"]);
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
      "+ org-value vt",
      "+ output syslog",
      "= hives dr-general/same",
      "+ hives dr-general/new",
      "+ hives dr-general/other",
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
    const removed = ["- org-value vt", "- output tasks-output", "- hives dr-general/ours"];
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
      "net-policy": { x: {} },
      yara: {},
    };
    const { ops, errors } = await push(our, config, everything);
    expect(ops.map(({ name }) => name)).toEqual(["dr-general/good"]);
    expect(errors).toEqual([
      "net-policy: not served by the sandbox",
      "extension/ext-nope: no such extension: ext-nope",
      "output/a: unknown output module: pigeon (a)",
      "output/b: unknown output type: everything (b)",
      "hives/dr-general/bad: error parsing rule: missing detect",
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
      "hives/dr-general/r: lc_error_code:UNAUTHORIZED - access to OID requires dr.set",
    ]);
  });

  it("reads YAML 1.1, as clients write it [C]", async () => {
    const our = await talk();
    const config = "%YAML 1.1\n---\nversion: 3\norg-value:\n  a: yes\n  b: 010\n  c: 'on'\n  d: y\n  e: N\n";
    const options = { sync_org_values: true };
    expect((await ask(our, "push", { config, options })).status).toBe(200);
    expect(await fetched(our, options)).toEqual({
      version: 3,
      "org-value": { a: "true", b: "8", c: "on", d: "y", e: "N" },
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

/** Everything that `sync --all` of the Python client asks for. */
const all = {
  ...everything,
  sync_integrity: true,
  sync_artifacts: true,
  sync_exfil: true,
  sync_yara: true,
  sync_installation_keys: true,
  sync_hives: Object.fromEntries(
    (
      "dr-general dr-managed dr-service fp cloud_sensor extension_config yara lookup secret query playbook " +
      "ai_agent ai_skill ai_memory external_adapter acl cloudsec_provider cloudsec_policy cloudsec_query " +
      "cloudsec_code_rule mailsec_provider mailsec_policy dr-mail"
    )
      .split(" ")
      .map((hive) => [hive, true]),
  ),
};

const targets = { tags: [], platforms: ["linux"] };
const services = {
  integrity: { fim: { patterns: ["/etc/passwd"], ...targets } },
  artifact: {
    logs: {
      is_ignore_cert: false,
      is_delete_after: true,
      days_retention: 30,
      patterns: ["/var/log/x"],
      ...targets,
    },
  },
  exfil: {
    watch: { w: { event: "NEW_PROCESS", value: "x", path: ["FILE_PATH"], operator: "is", filters: targets } },
    list: { l: { events: ["DNS_REQUEST"], filters: targets } },
  },
  yara: {
    sources: { s: { source: "https://127.0.0.1/s" } },
    rules: { y: { sources: ["s"], filters: targets } },
  },
  installation_keys: { prod: { desc: "prod", tags: ["a", "b"] } },
};

describe("everything at once, as `sync --all` asks for it", () => {
  it("is fetched, and pushing it back changes nothing [seen in the Python client]", async () => {
    const our = await talk();
    await store(our, "r1", { enabled: true });
    const config = (await fetched(our, all)) as Record<string, unknown>;
    expect(Object.keys(config.hives as object)).toEqual(Object.keys(all.sync_hives));
    const { ops, errors } = await push(our, config, { ...all, is_force: true });
    expect(errors).toEqual([]);
    expect(ops.every(({ is_added, is_removed }) => !is_added && !is_removed)).toBe(true);
    expect(ops.map(({ type }) => type)).toContain("installation-key");
  });

  it("keeps the rules of services, whose operations have names of their own [seen in the Go client]", async () => {
    const our = await talk();
    const dry = await push(our, services, { ...all, is_dry_run: true });
    expect(dry.errors).toEqual([]);
    expect(signs(dry)).toEqual([
      "+ integrity fim",
      "+ artifact logs",
      "+ exfil-watch w",
      "+ exfil-list l",
      "+ yara-source s",
      "+ yara-rule y",
      "+ installation-key prod",
    ]);
    expect(await fetched(our, { sync_integrity: true })).toEqual({ version: 3, integrity: {} });
    expect(signs(await push(our, services, all))).toEqual(signs(dry));
    const config = (await fetched(our, all)) as typeof services;
    expect(config).toMatchObject(services);
    const force = { ...all, sync_extensions: false, sync_hives: {}, is_force: true };
    const removed = signs(await push(our, { installation_keys: {} }, force));
    expect(removed).toContain("- exfil-watch w");
    expect(removed).toContain("- installation-key prod");
    expect(await fetched(our, { sync_exfil: true })).toEqual({ version: 3, exfil: { watch: {}, list: {} } });
  });

  it("takes what is left out of a rule of a service as empty, and keeps the iid of a key", async () => {
    const our = await talk();
    const keys = async () =>
      (await our.send("GET", `/v1/installationkeys/${our.oid}`)).body[our.oid] as object;
    const before = Object.keys(await keys());
    await push(our, { installation_keys: { sandbox: { tags: ["new"] } }, integrity: { x: {} } }, all);
    expect(Object.keys(await keys())).toEqual(before);
    expect(await fetched(our, { sync_integrity: true })).toMatchObject({
      integrity: { x: { patterns: [], tags: [], platforms: [] } },
    });
    const same = await push(our, { integrity: { x: { tags: [] } } }, all);
    expect(signs(same)).toEqual(["= integrity x"]);
  });

  it.each([
    [{ integrity: 1 }, "integrity is not a map"],
    [{ integrity: { x: 1 } }, "integrity x is not a map"],
    [{ integrity: { x: { paths: [] } } }, "integrity x: unknown member paths"],
    [{ integrity: { x: { patterns: "a" } } }, "integrity x: patterns makes no sense"],
    [{ artifact: { x: { days_retention: -1 } } }, "artifact x: days_retention makes no sense"],
    [{ artifact: { x: { is_delete_after: "yes" } } }, "artifact x: is_delete_after makes no sense"],
    [{ exfil: [] }, "exfil is not a map"],
    [{ exfil: { watch: { w: { filters: { tag: [] } } } } }, "exfil-watch w: filters: unknown member tag"],
    [{ yara: { sources: { s: { source: 1 } } } }, "yara-source s: source makes no sense"],
    [{ installation_keys: [] }, "installation_keys is not a map"],
    [{ installation_keys: { a: { desc: "b" } } }, "installation_keys.a makes no sense"],
    [{ installation_keys: { a: { tags: 1 } } }, "installation_keys.a makes no sense"],
    [{ installation_keys: { a: 1 } }, "installation_keys.a makes no sense"],
    [{ rules: 1 }, "rules is not a map"],
    [{ rules: { a: 1 } }, "rules.a is not a map"],
  ])("refuses %j", async (config, error) => {
    const our = await talk();
    const text = JSON.stringify({ version: 3, ...config });
    const reply = await ask(our, "push", { config: text, options: { ...all, sync_dr: true } });
    expect([reply.status, reply.body.error]).toEqual([400, `error parsing config: ${error}`]);
  });

  it("has nothing of the service's own rules and takes none", async () => {
    const our = await talk();
    const config = { hives: { "dr-service": { x: { data: rule } } } };
    const { ops, errors } = await push(our, config, { sync_hives: { "dr-service": true } });
    expect([ops, errors.map((error) => error.replace(our.oid, "OID"))]).toEqual([
      [],
      ["hives/dr-service/x: lc_error_code:UNAUTHORIZED - data of dr-service in OID is not accessible"],
    ]);
  });

  it("leaves subscriptions alone when force finds none named, and knows no other resources", async () => {
    const our = await talk();
    const force = { sync_resources: true, is_force: true };
    expect(signs(await push(our, {}, force))).toEqual([]);
    const other = { resources: { extension: ["ext-infrastructure"], api: ["vt"] } };
    const { ops, errors } = await push(our, other, { ...force, is_dry_run: true });
    expect(signs({ ops, errors })).toEqual([
      "= resource extension/ext-infrastructure",
      "- resource extension/ext-reliable-tasking",
    ]);
    expect(errors).toEqual(["resource/api/vt: no such extension: api/vt"]);
  });
});

describe("the older roots for rules", () => {
  const older = { sync_dr: true, sync_fp: true };
  const fp = { op: "is", path: "cat", value: "x" };

  it("are the rules of both namespaces and the false positive rules [seen in both official clients]", async () => {
    const our = await talk();
    await store(our, "general", { enabled: true });
    await store(our, "__service", { enabled: true });
    const config = {
      rules: { moved: { ...rule, namespace: "managed", name: "moved" } },
      fps: { f: { data: fp } },
    };
    const dry = await push(our, config, { ...older, is_dry_run: true });
    expect(signs(dry)).toEqual(["+ dr-rule moved", "+ fp-rule f"]);
    expect(signs(await push(our, config, older))).toEqual(signs(dry));
    expect(await fetched(our, older)).toEqual({
      version: 3,
      rules: {
        general: { ...rule, namespace: "general", is_enabled: true },
        moved: { ...rule, namespace: "managed", is_enabled: true },
      },
      fps: { f: { data: fp } },
    });
    expect(signs(await push(our, config, older))).toEqual(["= dr-rule moved", "= fp-rule f"]);
    const back = { rules: { moved: rule } };
    expect(signs(await push(our, back, { ...older, is_force: true }))).toEqual([
      "+ dr-rule moved",
      "- dr-rule general",
      "- fp-rule f",
    ]);
    expect((await our.send("GET", `/v1/hive/dr-managed/${our.oid}`)).body).toEqual({});
  });

  it("leave out a namespace that the caller may not read", async () => {
    const our = await talk({ permissions: ["ext.request", "dr.list.managed"] });
    await store(our, "general", { enabled: true });
    expect(await fetched(our, { sync_dr: true })).toEqual({ version: 3, rules: {} });
  });
});

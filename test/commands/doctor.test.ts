import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { commandNeeds } from "../../src/core/doctor/command-needs.js";
import type { SandboxOptions } from "../../src/sandbox/start.js";
import { afterwards } from "../adapters/limacharlie/server.js";
import { type Bench, startBench } from "../flow/bench.js";
import { asUser } from "../support/as-user.js";
import { clockOf, run } from "../support/cli.js";
import { configText, taskText } from "../support/tasks.js";

const schema = JSON.parse(readFileSync("schemas/doctor.schema.json", "utf8")) as object;
const isValid = new Ajv2020.default({ allowUnionTypes: true }).compile(schema);

/** What `plan` and `apply` need and do better with, and nothing else. */
const exact = commandNeeds({ ledger: "hive", subscribe: false, writesRules: true })
  .filter(({ commands }) => commands.includes("apply"))
  .flatMap(({ needs }) => needs.map(({ anyOf }) => anyOf[0]));

interface Told {
  readonly code: number;
  readonly text: string;
  /** Results by check, and what was said. */
  readonly found: ReadonlyMap<
    string,
    { readonly result: string; readonly message: string; readonly fix?: string }
  >;
  readonly json: {
    readonly organizations: readonly {
      readonly tooMany?: readonly string[];
      readonly oid?: string;
      readonly diagnoses: readonly Diagnosis[];
    }[];
  };
}

async function benchOf(options: SandboxOptions = {}, config = ""): Promise<Bench> {
  const bench = afterwards(await startBench({ sensors: 6, permissions: exact, ...options }));
  bench.folder.write("lctasks.yaml", configText(config));
  bench.folder.write("tasks/version.yaml", taskText("version"));
  return bench;
}

/** What the doctor says as text and as JSON, which have to agree; nothing may be changed by it. */
async function told(bench: Bench, ...more: string[]): Promise<Told> {
  const before = await stateOf(bench);
  const text = await bench.lctasks("doctor", ...more);
  const json = await bench.lctasks("doctor", "--format", "json", ...more);
  expect(await stateOf(bench)).toEqual(before);
  expect(json.code).toBe(text.code);
  const document = JSON.parse(json.out) as Told["json"] & {
    readonly exitCode: number;
    readonly machine: readonly Diagnosis[];
  };
  expect([isValid(document), isValid.errors]).toEqual([true, null]);
  expect(document.exitCode).toBe(json.code);
  const all = [...document.machine, ...document.organizations.flatMap(({ diagnoses }) => diagnoses)];
  for (const { result, fix } of all) if (/error|warning/.test(result)) expect(fix).toBeDefined();
  return {
    code: text.code,
    text: text.out,
    json: document,
    found: new Map(all.map(({ check, ...rest }) => [check.replace("doctor/", ""), rest])),
  };
}

interface Diagnosis {
  readonly check: string;
  readonly result: string;
  readonly message: string;
  readonly fix?: string;
}

/** Everything in the organization that a command could change, and what was sent that changes something. */
async function stateOf({ sandbox }: Bench) {
  const changing = sandbox
    .requests()
    .filter(({ method, path }) => method !== "GET" && !/\/jwt$|\/online\//.test(path));
  return { changing, records: await asUser(sandbox, "GET", `/hive/lookup/${sandbox.oid}`) };
}

describe("lctasks doctor, when all is well", () => {
  it("says so, with the exact permissions, on lines of at most 80 columns", async () => {
    const bench = await benchOf();
    await bench.lctasks("ledger", "create", "--run-existing");
    const { code, text, found } = await told(bench);
    expect(code).toBe(0);
    const shown = text
      .replaceAll(bench.sandbox.oid, "<oid>")
      .replaceAll(/http:\/\/127\.0\.0\.1:\d+\/?/g, "<sandbox>")
      .replace(/Node \d+\.\d+\.\d+/, "Node <version>");
    await expect(shown).toMatchFileSnapshot("expected-doctor-well.txt");
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect([...found.values()].filter(({ result }) => /error|warning|not-checked/.test(result))).toEqual([]);
  });
});

describe("the credentials", () => {
  it("that are not set are asked for by name, and the rest is not checked", async () => {
    const bench = await benchOf();
    bench.environment = { LC_OID: "", LC_API_KEY: "" };
    const { code, found, text } = await told(bench);
    expect([code, found.get("credentials")]).toMatchObject([
      1,
      { result: "error", fix: expect.stringContaining("LC_OID") },
    ]);
    expect(text).toContain("not checked  token, identity");
    bench.environment = { LC_API_KEY: "" };
    expect((await told(bench)).found.get("credentials")).toMatchObject({ message: "LC_API_KEY is not set" });
  });

  it("that cannot be right are said to be so, and never shown", async () => {
    const bench = await benchOf();
    bench.environment = { LC_API_KEY: "hunter2-hunter2" };
    const { code, found, text } = await told(bench);
    expect([code, found.get("credentials")?.result, found.get("token")?.result]).toEqual([
      1,
      "warning",
      "error",
    ]);
    expect(text).not.toContain("hunter2");
    bench.environment = { LC_OID: "prod" };
    expect((await told(bench)).found.get("credentials")).toMatchObject({
      result: "error",
      message: "the organization's id is no UUID: prod",
    });
  });

  it("of a wrong key are an error with what to do, and so is a uid beside an organization's key", async () => {
    const bench = await benchOf();
    bench.environment = { LC_API_KEY: "99999999-9999-4999-8999-999999999999" };
    const { code, found } = await told(bench);
    expect([code, found.get("token")]).toMatchObject([
      1,
      {
        result: "error",
        message: expect.stringContaining("unknown api key"),
        fix: expect.stringContaining("new key"),
      },
    ]);
    expect(found.get("ledger")?.result).toBe("not-checked");
    bench.environment = { LC_UID: "somebody" };
    expect((await told(bench)).found.get("token")?.message).toContain("belongs to a user key only");
  });

  it("of a user are a warning, and everything beyond the need is listed in JSON", async () => {
    const bench = await benchOf();
    const { uid, apiKey } = bench.sandbox.user;
    bench.environment = { LC_UID: uid, LC_API_KEY: apiKey };
    await bench.lctasks("ledger", "create", "--run-existing");
    const { code, found, json } = await told(bench);
    expect([code, found.get("identity")?.result, found.get("excess")?.result]).toEqual([
      0,
      "warning",
      "warning",
    ]);
    expect(json.organizations[0]?.tooMany).toEqual(expect.arrayContaining(["sensor.isolate", "secret.get"]));
  });
});

describe("the permissions", () => {
  it("that plan and apply lack are named, and what the key is good for", async () => {
    const bench = await benchOf({
      permissions: exact.filter((each) => each !== "dr.set" && each !== "lookup.set"),
    });
    const { code, found, text } = await told(bench);
    expect([code, found.get("permissions")?.message]).toEqual([
      1,
      "for plan, apply the key lacks dr.set, lookup.set",
    ]);
    expect(text).toMatch(/yes +plan, status, drift, queue/);
    expect(text).toMatch(/no +apply: lacks lookup\.set, dr\.set/);
    const planning = await told(bench, "--for", "plan");
    expect(planning.found.get("permissions")).toMatchObject({ result: "ok" });
    expect(planning.found.get("excess")).toMatchObject({
      result: "warning",
      message: expect.stringContaining("dr.del"),
    });
  });

  it("that nothing needs are a warning, what changes something first", async () => {
    const bench = await benchOf({ permissions: [...exact, "secret.get", "org.conf.set", "sensor.isolate"] });
    await bench.lctasks("ledger", "create", "--run-existing");
    const { code, found, json } = await told(bench);
    expect([code, found.get("excess")?.message]).toEqual([
      0,
      "plan, apply never uses org.conf.set, sensor.isolate, secret.get",
    ]);
    expect(json.organizations[0]?.tooMany).toEqual(["org.conf.set", "sensor.isolate", "secret.get"]);
  });

  it("are asked for by a command's own name only", async () => {
    const bench = await benchOf();
    expect(await bench.lctasks("doctor", "--for", "everything")).toMatchObject({
      code: 1,
      err: expect.stringContaining("Allowed choices are"),
    });
  });
});

describe("the organization", () => {
  it("that is not subscribed is an error with the command, unless the next apply subscribes", async () => {
    const bench = await benchOf();
    await asUser(
      bench.sandbox,
      "DELETE",
      `/orgs/${bench.sandbox.oid}/subscription/extension/ext-reliable-tasking`,
    );
    const { code, found } = await told(bench);
    expect([code, found.get("subscription")]).toMatchObject([
      1,
      { result: "error", fix: expect.stringContaining("lctasks subscribe --organization default") },
    ]);
    bench.folder.write("lctasks.yaml", configText("subscribe: true\n"));
    expect((await told(bench)).found.get("subscription")?.result).toBe("note");
  });

  it("whose clock differs from ours is a warning that says by how much", async () => {
    const { sandbox, folder } = await benchOf();
    const at = async (skewMs: number): Promise<string> => {
      const clock = clockOf(() => sandbox.nowMs() + skewMs);
      const process = { directory: folder.path, environment: sandbox.env, clock, newId: () => "" };
      return (await run(["doctor"], process)).out;
    };
    expect(await at(125_500)).toMatch(/warning +clock +this machine's clock is 125 s ahead/);
    expect(await at(-125_500)).toMatch(/warning +clock +this machine's clock is 126 s behind/);
  });
});

describe("the ledger", () => {
  it("that is not there, cannot be used, is leased or paused is said to be so", async () => {
    const bench = await benchOf();
    expect((await told(bench)).found.get("ledger")).toMatchObject({
      result: "error",
      message: expect.stringContaining("there is no ledger in hive"),
    });
    await bench.lctasks("ledger", "create", "--run-existing");
    const nowMs = bench.sandbox.nowMs();
    const lease = { id: "1", owner: "alice@laptop", takenAtMs: nowMs, expiresAtMs: nowMs + 600_000 };
    await bench.writeLedger((ledger) => ({ ...ledger, serial: ledger.serial + 1, lease }));
    expect((await told(bench)).found.get("lease")).toMatchObject({
      result: "note",
      message: "alice@laptop applies just now, until 2026-03-02 09:10 UTC at the latest",
    });
    bench.sandbox.advance(3600);
    expect((await told(bench)).found.get("lease")?.message).toContain("did not end it");
    await bench.lctasks("pause", "--all", "--yes");
    expect((await told(bench)).found.get("lease")?.message).toContain("everything is paused by");
    await asUser(bench.sandbox, "POST", `/hive/lookup/${bench.sandbox.oid}/lctasks-soc/data`, {
      data: JSON.stringify({ lookup_data: { "lctasks:ledger": { document: "{" } } }),
    });
    const { code, found } = await told(bench);
    expect([code, found.get("ledger")]).toMatchObject([
      1,
      {
        result: "error",
        message: expect.stringContaining("cannot be used"),
        fix: expect.stringContaining("ledger show"),
      },
    ]);
  });

  it("in Git needs a repository with a remote, and a witness there is asked", async () => {
    const bench = await benchOf({}, "ledger: git\nwitness: git\n");
    const { code, found } = await told(bench);
    expect([code, found.get("git"), found.get("ledger")?.result]).toMatchObject([
      1,
      { result: "error", message: expect.stringContaining("`ledger: git` needs it") },
      "error",
    ]);
  });
});

describe("the files", () => {
  it("that are invalid are counted, exit with 3, and the credentials are looked at all the same", async () => {
    const bench = await benchOf();
    bench.folder.write("tasks/version.yaml", "name: [\n");
    const { code, found } = await told(bench);
    expect([code, found.get("files")?.result, found.get("token")?.result]).toEqual([3, "error", "ok"]);
  });

  it("need not be there", async () => {
    const bench = await benchOf();
    bench.folder.remove("lctasks.yaml");
    bench.folder.remove("tasks/version.yaml");
    const { found } = await told(bench);
    expect([found.get("files")?.result, found.get("token")?.result]).toEqual(["note", "ok"]);
  });
});

describe("several organizations", () => {
  it("are each looked at, one without a key as well", async () => {
    const bench = await benchOf({ organizations: [{ name: "eu", sensors: 2 }] });
    const [first, second] = bench.sandbox.organizations;
    const of = (alias: string, oid = "", key = ""): string =>
      `  ${alias}: { oid: ${oid}, apiKeyEnv: ${key} }\n`;
    bench.folder.write(
      "lctasks.yaml",
      configText(
        `organizations:\n${of("prod", first?.oid, "LC_API_KEY")}${of("eu", second?.oid, "LC_API_KEY_EU")}`,
      ),
    );
    const { code, json, text } = await told(bench);
    expect([code, json.organizations.map(({ oid }) => oid)]).toEqual([1, [first?.oid, second?.oid]]);
    expect(text).toContain("LC_API_KEY_EU is not set");
    expect((await told(bench, "--organization", "prod")).json.organizations).toHaveLength(1);
  });
});

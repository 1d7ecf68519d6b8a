import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, responseText, taskText } from "../../support/tasks.js";
import { type Bench, flat, startBench } from "../bench.js";

let bench: Bench;
let path: string;

beforeEach(async () => {
  bench = await startBench();
  path = `orgs/${bench.sandbox.oid}/hives/lctasks-soc.yaml`;
  bench.folder.write("lctasks.yaml", configText('rulesTo: "orgs/{oid}/hives"\n'));
  bench.folder.write("tasks/a.yaml", taskText("a", { more: responseText }));
  bench.folder.write("tasks/silent.yaml", taskText("silent", { task: "os_users" }));
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

const at = (file: string): string => join(bench.folder.path, file);
const text = (): string => readFileSync(at(path), "utf8");
const plan = async (): Promise<string> => flat((await bench.lctasks("plan")).out);
const rules = (...more: string[]) => bench.lctasks("rules", ...more);
const changedRules = (): string[] =>
  bench.wire.entries.flatMap(({ method, path: to }) =>
    method !== "GET" && to.includes("/hive/dr-") ? [`${method} ${to}`] : [],
  );

/** What git-sync does with a file: an IaC push of the vendor's extension. */
async function push(config: string, { force = false } = {}): Promise<void> {
  const { sandbox } = bench;
  const exchange = await fetch(`${sandbox.url}/jwt`, {
    method: "POST",
    body: new URLSearchParams({ oid: sandbox.oid, secret: sandbox.apiKey }),
  });
  const { jwt } = (await exchange.json()) as { jwt: string };
  const answer = await bench.api("POST", "/extension/request/ext-infrastructure", {
    oid: sandbox.oid,
    impersonator_jwt: jwt,
    action: "push",
    data: JSON.stringify({ config, options: { is_force: force, sync_hives: { "dr-general": true } } }),
  });
  expect((answer as { data: { errors: string[] } }).data.errors).toEqual([]);
}

describe("rules that files bring into the organization", () => {
  it("are held until the file is merged and applied, and then the task is issued once; apply writes no rule", async () => {
    const first = await plan();
    expect(first).toContain(`not live yet, and with \`rulesTo\` only ${path} brings it there`);
    expect(first).toContain(
      "its response rule lctasks.soc.a is held, and nothing is issued without its listener",
    );
    expect((await bench.apply()).code).toBe(4);
    expect(bench.tasks().map(({ task }) => task)).toEqual(["os_users"]);

    expect((await rules("--write")).out).toContain(`${path}: written, 1 rule`);
    await push(text());
    expect(await plan()).toContain("it stands as declared, and not yet recorded");
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks().map(({ task }) => task)).toEqual(["os_users", "os_version"]);
    expect(await bench.apply()).toMatchObject({ code: 0 });
    expect(bench.tasks()).toHaveLength(2);
    expect(changedRules()).toEqual([]);
    expect(await plan()).toContain("No changes");
  });

  it("that a forced push wipes are drift, and hold the next run until the file is applied again", async () => {
    bench.folder.write("tasks/b.yaml", taskText("b", { task: "os_packages", more: responseText }));
    await rules("--write");
    await push(text());
    await bench.apply();
    await push("version: 3\n", { force: true });
    bench.folder.write("tasks/a.yaml", taskText("a", { run: 2, more: responseText }));

    const said = await plan();
    expect(said).toContain("All 2 rules that lctasks put into default are gone at once");
    expect(said).toContain(`until git-sync applies ${path} again`);
    expect(said).toContain(`deleted outside, and with \`rulesTo\` only ${path} brings it there`);
    const drift = await bench.lctasks("drift", "--format", "json");
    expect(JSON.parse(drift.out)).toMatchObject({
      organizations: [
        {
          drift: [
            { kind: "rule-deleted", name: "lctasks.soc.a" },
            { kind: "rule-deleted", name: "lctasks.soc.b" },
          ],
        },
      ],
    });
    expect((await bench.apply()).code).toBe(4);
    expect(bench.tasks()).toHaveLength(3);

    await push(text(), { force: true });
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks().map(({ context }) => context.split(".")[1])).toEqual(["r1", "r1", "r1", "r2"]);
    expect(changedRules()).toEqual([]);
  });

  it("stay in the file until the last answer can have come, and nothing of ours deletes them", async () => {
    await rules("--write");
    await push(text());
    await bench.apply();
    const before = text();
    bench.folder.remove("tasks/a.yaml");
    expect((await rules("--check")).code).toBe(0);
    expect((await bench.apply()).code).toBe(0);
    bench.sandbox.advance(3 * 86_400);
    const stale = await rules("--check");
    expect(stale).toMatchObject({ code: 2 });
    expect(stale.out).toContain("stale, should have 0 rules");
    expect(text()).toBe(before);

    await rules("--write");
    await push(text());
    expect(await plan()).toContain("live has it until git-sync removes it by force, or somebody does");
    expect((await bench.apply()).code).toBe(0);
    expect(changedRules()).toEqual([]);
    await push(text(), { force: true });
    expect(await plan()).toContain("not wanted any more, and already gone");
    await bench.apply();
    expect((await bench.ledger())?.rules).toEqual({});
  });

  it("that somebody edits are told from those whose file is not there yet", async () => {
    await rules("--write");
    await push(text());
    await bench.apply();
    await push(text().replace('"tasks-output"', '"elsewhere"'));
    expect(await plan()).toContain("changed outside by");
    await push(text().replace("enabled: true", "enabled: false"));
    expect((await bench.lctasks("drift", "--format", "json")).out).toContain('"rule-disabled"');
    await push(text());
    bench.folder.write("tasks/a.yaml", taskText("a", { more: responseText.replace("tasks-output", "more") }));
    expect(await plan()).toContain("not live yet");
    expect((await bench.lctasks("drift")).out).toContain("No drift");
    await rules("--write");
    await push(text());
    await bench.apply();
    expect((await bench.ledger())?.rules["lctasks.soc.a"]).toMatchObject({
      applied: { content: { respond: [{ name: "more" }] } },
    });
  });

  it("that a task's file names stay where they are written", async () => {
    const key = "Who answered";
    const detect = "{ event: RECEIPT, op: exists, path: event }";
    const respond = "[{ action: report, name: answered }]";
    const record = `{ data: { detect: ${detect}, respond: ${respond} }, usr_mtd: { enabled: true } }`;
    const named = (name: string): string =>
      taskText("a", {
        more: `response:\n  - key: ${name}\n    detect: ${detect}\n    respond: ${respond}\n`,
      });
    bench.folder.write("tasks/a.yaml", named(key));
    expect((await rules("--write")).out).toContain("up to date, 0 rules");
    expect(existsSync(at(path))).toBe(false);
    expect(await plan()).toContain("its file names this rule, and it is not there");
    await push(`version: 3\nhives:\n  dr-general:\n    ${key}: ${record}\n`);
    expect((await bench.apply()).code).toBe(0);
    expect((await bench.ledger())?.rules[key]).toMatchObject({ foreign: "keep" });
    expect(bench.tasks()).toHaveLength(2);
  });
});

describe("the rules file", () => {
  it("is written once, with the same bytes, and only when something differs", async () => {
    expect(await rules("--check")).toMatchObject({ code: 2 });
    expect(await rules()).toMatchObject({ code: 0 });
    expect(existsSync(at(path))).toBe(false);
    await rules("--write");
    const { ino } = statSync(at(path));
    expect(await rules("--check", "--write")).toMatchObject({ code: 0 });
    expect(statSync(at(path)).ino).toBe(ino);
    expect(text().replaceAll(bench.sandbox.oid, "<oid>")).toMatchInlineSnapshot(`
      "# Written by lctasks for project soc in organization <oid>
      # The response rules of its tasks, as \`lctasks rules --write\` makes them from the task files and the ledger.
      # Do not edit it: change the task files, and write it again.
      version: 3
      hives:
        dr-general:
          lctasks.soc.a:
            data:
              detect:
                case sensitive: true
                events:
                  - "OS_VERSION_REP"
                  - "RECEIPT"
                op: "starts with"
                path: "routing/investigation_id"
                value: "soc-a.r"
              respond:
                - action: "output"
                  name: "tasks-output"
            usr_mtd:
              enabled: true
              expiry: 0
              tags:
                - "lctasks:soc"
              comment: "lctasks soc/a"
      "
    `);
    bench.folder.write("tasks/b.yaml", taskText("b", { task: "os_packages", more: responseText }));
    expect((await rules("--write")).out).toContain("written, 2 rules");
    expect(statSync(at(path)).ino).not.toBe(ino);
  });

  it("is never written over a file of somebody else's, another organization's, or through a link out of the repository", async () => {
    bench.folder.write(path, "version: 3\n");
    const refused = await rules("--write");
    expect(refused).toMatchObject({ code: 4 });
    expect(flat(refused.out)).toContain(
      "a file that lctasks did not write for this project and organization",
    );
    expect(text()).toBe("version: 3\n");
    bench.folder.remove(path);
    await rules("--write");
    const foreign = text().replace(bench.sandbox.oid, "00000000-0000-4000-8000-000000000000");
    bench.folder.write(path, foreign);
    expect(await rules("--write")).toMatchObject({ code: 4 });
    expect(text()).toBe(foreign);
    bench.folder.remove(path);
    writeFileSync(`${bench.folder.path}.outside`, "mine\n");
    symlinkSync(`${bench.folder.path}.outside`, at(path));
    expect(flat((await rules("--write")).out)).toContain("it cannot be replaced");
    expect(readFileSync(`${bench.folder.path}.outside`, "utf8")).toBe("mine\n");
  });

  it("is not written without a ledger that can be trusted: nobody knows whose answers can still come", async () => {
    await bench.api("DELETE", `/hive/lookup/${bench.sandbox.oid}/lctasks-soc`);
    const refused = await rules("--write");
    expect(refused).toMatchObject({ code: 4 });
    expect(flat(refused.out)).toContain("there is no ledger");
    expect(existsSync(at(path))).toBe(false);
  });

  it("is left out of the tree: plan says that nothing brings the rules there", async () => {
    const index = `orgs/${bench.sandbox.oid}/index.yaml`;
    bench.folder.write(index, "version: 3\ninclude: [outputs.yaml]\n");
    await rules("--write");
    expect(await plan()).toContain(`${index} does not bring rule lctasks.soc.a into default`);
    bench.folder.write(index, "version: 3\ninclude: [hives/*.yaml]\n");
    expect(await plan()).not.toMatch(/plan\/rule/);
    bench.folder.write(`orgs/${bench.sandbox.oid}/hives/other.yaml`, text());
    expect(await plan()).toContain("plan/rule-written-twice");
  });

  it("needs a folder of its own for each organization, and `rulesTo` at all", async () => {
    bench.folder.write("lctasks.yaml", configText());
    expect((await rules()).err).toContain("Write `rulesTo: <folder>`");
    const two = `organizations:
  a: { oid: ${bench.sandbox.oid} }
  b: { oid: 00000000-0000-4000-8000-000000000000 }
`;
    bench.folder.write("lctasks.yaml", configText(`rulesTo: rules\n${two}`));
    const said = await rules();
    expect(said).toMatchObject({ code: 3 });
    expect(flat(said.err)).toContain("Cannot write the rules of 2 organizations to one folder");
    bench.folder.write("lctasks.yaml", configText(`rulesTo: ../rules\n`));
    expect(await rules()).toMatchObject({ code: 3 });
  });
});

describe("rules --format json", () => {
  const validate = new Ajv.default({ strict: false, formats: { uri: true } }).compile(
    JSON.parse(readFileSync("schemas/rules.schema.json", "utf8")) as object,
  );

  async function document(...more: string[]): Promise<unknown> {
    const { code, out, err } = await rules("--format", "json", ...more);
    const parsed = JSON.parse(out) as { readonly exitCode: number };
    expect([validate(parsed), validate.errors, err]).toEqual([true, null, ""]);
    expect(parsed.exitCode).toBe(code);
    return parsed;
  }

  it("is one document of the published schema: stale, written, current", async () => {
    const file = { organization: "default", path, rules: 1 };
    expect(await document("--check")).toMatchObject({
      command: "rules",
      project: "soc",
      verdict: "Rules files: 1 stale",
      exitCode: 2,
      organizations: [{ ...file, result: "stale" }],
    });
    expect(await document("--write")).toMatchObject({ exitCode: 0, organizations: [{ result: "written" }] });
    expect(await document("--check")).toMatchObject({ exitCode: 0, organizations: [{ result: "current" }] });
  });

  it("says why a file was refused, and which organization could not be looked at", async () => {
    bench.folder.write(path, "something else\n");
    expect(await document()).toMatchObject({
      exitCode: 4,
      organizations: [{ result: "refused", reason: expect.stringContaining("move it away") }],
    });
    bench.sandbox.faults.add({ match: { path: "/jwt" }, do: { status: 401, body: { error: "unknown" } } });
    expect(await document()).toMatchObject({
      exitCode: 1,
      verdict: "Rules files: 1 organization failed",
      organizations: [{ organization: "default", failure: expect.stringContaining("401") }],
    });
  });

  it("is a document for invalid files, too", async () => {
    bench.folder.write("tasks/a.yaml", "name: [\n");
    expect(await document()).toMatchObject({
      verdict: "Invalid: nothing was looked at",
      exitCode: 3,
      findings: expect.arrayContaining([
        expect.objectContaining({ severity: "error", check: "yaml/syntax" }),
      ]) as unknown,
      organizations: [],
    });
  });
});

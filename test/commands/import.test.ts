import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bench, flat, startBench } from "../flow/bench.js";
import { configText, taskText } from "../support/tasks.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

/** Somebody else queues a task. */
const strange = async (data: { task: string; context?: string; tag?: string; selector?: string }) => {
  const target = data.selector === undefined ? { tag: "workstation" } : {};
  await bench.api("POST", "/extension/request/ext-reliable-tasking", {
    oid: bench.sandbox.oid,
    action: "task",
    data: JSON.stringify({ ...target, ...data }),
  });
};

interface ForeignRule {
  readonly value: string;
  readonly op?: string;
  readonly events?: readonly string[];
  readonly tags?: readonly string[];
  readonly enabled?: boolean;
}

/** Somebody else writes a rule. */
const strangeRule = (
  key: string,
  { value, op = "contains", events, tags = [], enabled = true }: ForeignRule,
) =>
  bench.api("POST", `/hive/dr-general/${bench.sandbox.oid}/${encodeURIComponent(key)}/data`, {
    data: JSON.stringify({
      detect: {
        events: events ?? ["RECEIPT", "OS_VERSION_REP"],
        op,
        path: "routing/investigation_id",
        value,
      },
      respond: [{ action: "report", name: key }],
    }),
    usr_mtd: JSON.stringify({ enabled, expiry: 0, tags, comment: "by hand" }),
  });

/** An IaC file: one rule as it is live, one that moved on. */
const iacRules = `# rules of the team
hives:
  dr-general:
    hears one:
      data:
        # what it does
        respond:
          - { name: hears one, action: report } # said to nobody
        detect:
          op: contains # the token is longer
          value: one
          path: routing/investigation_id
          events: [RECEIPT, OS_VERSION_REP]
      usr_mtd: { enabled: true }
    hears two:
      data:
        detect: { event: RECEIPT, op: contains, path: routing/investigation_id, value: two }
        respond: [{ action: report, name: hears two }]
`;

const importing = (...argv: string[]) => bench.lctasks("import", "--yes", ...argv);
const folder = (): string => join(bench.folder.path, "tasks/imported");
const files = (): string[] => readdirSync(folder()).toSorted();
const text = (name: string): string => readFileSync(join(folder(), name), "utf8");
const everything = (): string =>
  files()
    .map((name) => `${name}\n${text(name)}`)
    .join("\n");
const pending = async (): Promise<string[]> => (await bench.queue()).map(({ taskId }) => taskId).toSorted();

describe("import", () => {
  it("of 200 foreign rules and 50 queued tasks: then no changes, nothing issued, nothing cancelled; a second one changes no file", async () => {
    for (let index = 0; index < 50; index++)
      await strange({
        task: `dir_list C:\\case-${index} *.log`,
        ...(index % 5 === 0 ? {} : { context: `case-${index}` }),
      });
    for (let index = 0; index < 200; index++)
      await strangeRule(`rule ${index}`, {
        value: `case-${index + 3}.`,
        op: index % 2 === 0 ? "contains" : "starts with",
        events: ["RECEIPT", "DIR_LIST_REP"],
      });
    const [queued, requests] = [await pending(), bench.tasks().length];
    const { code, out } = await importing();
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("50 task files written")]);
    expect(files()).toHaveLength(50);
    const planned = await bench.lctasks("plan");
    expect([planned.code, planned.out]).toEqual([0, expect.stringMatching(/^No changes\n/)]);
    const applied = await bench.apply();
    expect([applied.code, applied.out]).toEqual([0, expect.stringMatching(/^No changes\n/)]);
    const [before, ledger] = [everything(), await bench.ledger()];
    const again = await importing();
    expect([again.code, flat(again.out)]).toEqual([
      0,
      expect.stringContaining("nothing in the queue is left to import"),
    ]);
    expect([everything(), (await bench.ledger())?.serial]).toEqual([before, ledger?.serial]);
    expect([bench.tasks().length - requests, bench.untasked(), await pending()]).toEqual([0, [], queued]);
  }, 120_000);

  it("writes what is known, and says what is not", async () => {
    await strange({ task: "os_version", context: "version" });
    await strangeRule("Who answered", { value: "version", tags: ["triage"] });
    await strangeRule("Something else", { value: "another" });
    const dry = await importing("--dry-run");
    expect([dry.code, existsSync(folder())]).toEqual([0, false]);
    expect(dry.out).toContain("key: Who answered");
    const { code, out } = await importing();
    expect([code, out]).toEqual([0, "default: done: 1 task file written; review and commit them\n"]);
    await expect(text("version.yaml")).toMatchFileSnapshot("expected-import.yaml");
    expect((await bench.ledger())?.rules).toMatchObject({
      "Who answered": { task: "version", foreign: "keep" },
    });
  });

  it("of a queue that tells the selector writes that", async () => {
    bench.sandbox.variants.set({ list_shape: "tasks_acknowledged" });
    await strange({ task: "os_version", context: "version", selector: "plat == windows" });
    await strange({ task: "os_version", context: "all", selector: "*" });
    expect((await importing()).code).toBe(0);
    expect(text("version.yaml")).toContain("selector: plat == windows\n");
    expect(text("all.yaml")).toContain('selector: "*"\n');
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });

  it("makes one task of one command that was sent several times, and keeps contexts apart that several commands share", async () => {
    for (const task of ["os_version", "os_version", "os_users"]) await strange({ task, context: "triage" });
    await strange({ task: "os_version", context: "two words/and more" });
    expect((await importing()).code).toBe(0);
    expect(files()).toEqual(["triage-2.yaml", "triage.yaml", "two-words-and-more.yaml"]);
    expect(text("two-words-and-more.yaml")).toContain('# context: it was sent with "two words/and more"');
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    const { tasks = {} } = (await bench.ledger()) ?? {};
    const ids = Object.values(tasks).map(({ runs }) => runs[0]?.taskIds.length);
    expect(ids.toSorted((a = 0, b = 0) => a - b)).toEqual([1, 1, 2]);
  });

  it("leaves to others what is not theirs to give, and says why", async () => {
    bench.folder.write(
      "tasks/users.yaml",
      taskText("users", { task: "os_users", more: "context: users\npaused: true\n" }),
    );
    await strange({ task: "os_users", context: "users" });
    await strange({ task: "os_version", context: "other.r1.0123abcd" });
    await strange({ task: "no_such_command", context: "typo" });
    await strange({ task: "dir_list ${{ vars.x }} *", context: "variable" });
    for (const name of ["one-a", "one-b", "off"]) await strange({ task: "os_version", context: name });
    await strangeRule("both", { value: "one-", op: "starts with" });
    await strangeRule("disabled", { value: "off", enabled: false });
    await strangeRule("extension", { value: "one-a", tags: ["ext:ext-x"] });
    await strangeRule("project", { value: "one-a", tags: ["lctasks:other"] });
    await strangeRule("never", { value: "one-b", op: "is" });
    const { code, out } = await importing();
    expect(code).toBe(0);
    expect(files()).toEqual(["off.yaml", "one-a.yaml", "one-b.yaml"]);
    const said = flat(out);
    for (const why of [
      "users declares it already: `lctasks adopt users --task-id",
      "it carries other.r1.0123abcd: lctasks issued it, for another project or from another ledger",
      "no_such_command",
      "variable",
      "rule both: it hears several tasks: one-a, one-b",
      "rule disabled: it is disabled, and a response of off would enable it",
      "rule extension: it is tagged ext:ext-x: an extension owns it",
      "rule project: another project of lctasks owns it",
      "rule never: Cannot fire on",
    ])
      expect(said).toContain(why);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });

  it("takes the requests and rules that are asked for", async () => {
    for (const name of ["one", "two", "three"]) await strange({ task: "os_version", context: name });
    await strangeRule("first", { value: "two", tags: ["soc"] });
    await strangeRule("second", { value: "two" });
    const { out } = await importing(
      "--context",
      "t*",
      "--rules",
      "f*",
      "--rule-tag",
      "soc",
      "--format",
      "json",
    );
    const { organizations } = JSON.parse(out) as { organizations: { files: { path: string }[] }[] };
    expect(organizations[0]?.files.map(({ path }) => path)).toEqual([
      "tasks/imported/three.yaml",
      "tasks/imported/two.yaml",
    ]);
    expect(text("two.yaml")).toContain("key: first");
    expect(text("two.yaml")).not.toContain("key: second");
  });

  it("of rules that stand in files of the vendor's keeps their comments and their order, and says what is left to do", async () => {
    for (const name of ["one", "two"]) await strange({ task: "os_version", context: name });
    for (const name of ["one", "two"]) await strangeRule(`hears ${name}`, { value: name });
    await strangeRule("elsewhere", { value: "two" });
    bench.folder.write("orgs/x/index.yaml", "version: 3\ninclude: hives/*.yaml\n");
    bench.folder.write("orgs/x/hives/dr.yaml", iacRules);
    const { code, out } = await importing("--from", "orgs/x");
    expect([code, flat(out)]).toEqual([
      0,
      expect.stringContaining("rule hears two: orgs/x/hives/dr.yaml says something else"),
    ]);
    expect(flat(out)).toContain("take rule hears one out of orgs/x/hives/dr.yaml");
    const imported = text("one.yaml");
    expect(imported.slice(imported.indexOf("\nresponse:") + 1)).toBe(`response:
  - key: hears one
    # what it does
    respond:
      - { name: hears one, action: report } # said to nobody
    detect:
      op: contains # the token is longer
      value: one
      path: routing/investigation_id
      events: [ RECEIPT, OS_VERSION_REP ]
`);
    expect(text("two.yaml")).not.toContain("response");
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    const missing = await importing("--from", "nowhere");
    expect([missing.code, flat(missing.out)]).toEqual([1, expect.stringContaining("nowhere: no such file")]);
  });

  it("overwrites nothing, and takes no name that is used", async () => {
    bench.folder.write("tasks/imported/version.yaml", taskText("something", { more: "paused: true\n" }));
    bench.folder.write("tasks/version-2.yaml", taskText("version-2", { more: "paused: true\n" }));
    await strange({ task: "os_version", context: "version" });
    const before = text("version.yaml");
    expect((await importing()).code).toBe(0);
    expect([files(), text("version.yaml")]).toEqual([["version-3.yaml", "version.yaml"], before]);
  });

  it("that ends between ledger and files runs nothing again, even when the queue drained, and is completed by the next", async () => {
    await strange({ task: "os_version", context: "version" });
    await strangeRule("Who answered", { value: "version" });
    bench.folder.write("tasks/imported", "in the way");
    const failed = await importing();
    expect([failed.code, flat(failed.out)]).toEqual([1, expect.stringContaining("import again")]);
    bench.folder.remove("tasks/imported");
    bench.folder.write("tasks/other.yaml", taskText("other", { more: "paused: true\n" }));
    const requests = bench.tasks().length;
    expect((await bench.apply()).code).toBe(0);
    const completed = await importing();
    expect([completed.code, files()]).toEqual([0, ["version.yaml"]]);
    expect(text("version.yaml")).toContain("key: Who answered");
    expect((await bench.lctasks("plan")).out).toMatch(/^No changes\n/);
    bench.sandbox.connect("all");
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect([bench.tasks().length - requests, bench.untasked()]).toEqual([0, []]);
  });

  it("gives rules that a file changes from then on, and that nothing of ours deletes", async () => {
    await strange({ task: "os_version", context: "version" });
    await strangeRule("Who answered", { value: "version", tags: ["triage"] });
    await importing();
    bench.folder.write(
      "tasks/imported/version.yaml",
      text("version.yaml").replace("name: Who answered\n", "name: edited\n"),
    );
    expect((await bench.apply()).code).toBe(0);
    const live = () => bench.api("GET", `/hive/dr-general/${bench.sandbox.oid}/Who%20answered/data`);
    expect(await live()).toMatchObject({
      data: { respond: [{ action: "report", name: "edited" }] },
      usr_mtd: { enabled: true, tags: ["triage"], comment: "by hand" },
    });
    bench.folder.remove("tasks/imported/version.yaml");
    bench.sandbox.advance(40 * 86_400);
    expect((await bench.apply("--allow-empty")).code).toBe(0);
    expect(await live()).toMatchObject({ usr_mtd: { tags: ["triage"] } });
    expect((await bench.ledger())?.rules).toEqual({});
  });

  it("needs a ledger, and a folder that the configuration reads", async () => {
    await strange({ task: "os_version", context: "version" });
    const outside = await importing("--to", "elsewhere");
    expect(flat(outside.out)).toContain("`tasks` in lctasks.yaml does not take its file");
    bench.folder.write("lctasks.yaml", "version: 1\nproject: another\n");
    const missing = await importing();
    expect([missing.code, flat(missing.out)]).toEqual([4, expect.stringContaining("ledger create")]);
  });
});

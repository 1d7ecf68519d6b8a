import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RuleTestSummary } from "../../src/core/model/rule-test.js";
import { clockOf, countingIds, run } from "../support/cli.js";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";
import { configText, taskText } from "../support/tasks.js";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.dispose());

const lctasks = (...argv: string[]) =>
  run(argv, { directory: folder.path, environment: {}, clock: clockOf(() => 0), newId: countingIds() });

async function results(...argv: string[]): Promise<RuleTestSummary & { code: number }> {
  const { code, out } = await lctasks("test", ...argv, "--format", "json");
  return { code, ...(JSON.parse(out) as RuleTestSummary) };
}

const event = (commandLine: string, type = "NEW_PROCESS") => ({
  routing: { event_type: type },
  event: { COMMAND_LINE: commandLine },
});
const rule = (tests?: object) => ({
  detect: { event: "NEW_PROCESS", op: "contains", path: "event/COMMAND_LINE", value: "whoami" },
  respond: [{ action: "report", name: "x" }],
  ...(tests === undefined ? {} : { tests }),
});
const good = { match: [[event("whoami /all")]], non_match: [[event("ipconfig")]] };

describe("test", () => {
  it("runs the tests of this repository's own response rules", async () => {
    const root = resolve(import.meta.dirname, "../..");
    const process = { directory: root, environment: {}, clock: clockOf(() => 0), newId: countingIds() };
    expect(await run(["test"], process)).toMatchObject({
      code: 0,
      out: expect.stringContaining("5 tests passed, 0 failed") as string,
    });
  });

  it("reads plain rules, records by name, IaC files with includes, and folders of them", async () => {
    folder.write("rules/plain.yaml", JSON.stringify(rule(good)));
    folder.write("rules/records.json", JSON.stringify({ one: { data: rule(good) }, two: { data: rule() } }));
    folder.write("iac/index.yaml", JSON.stringify({ version: 3, include: "hives/*.yaml" }));
    folder.write(
      "iac/hives/dr.yaml",
      JSON.stringify({ hives: { "dr-general": { three: { data: rule(good) } } } }),
    );
    folder.write(
      "older/map.yaml",
      JSON.stringify({ version: 3, resources: {}, rules: { four: { namespace: "general", ...rule(good) } } }),
    );
    folder.write("older/list.yaml", JSON.stringify({ rules: [{ name: "five", ...rule(good) }] }));
    folder.write(
      "older/hive.yaml",
      JSON.stringify({ hive: { "dr-general": [{ name: "six", enabled: true, data: rule(good) }] } }),
    );
    folder.write("other.yaml", "just: data\n");
    const older = await results("older");
    expect(older).toMatchObject({ code: 0, passed: 6, failed: 0 });
    expect(new Set(older.results.map(({ rule: name }) => name))).toEqual(new Set(["four", "five", "six"]));
    expect(await results("rules")).toMatchObject({ code: 0, passed: 4, failed: 0 });
    expect((await results("iac/index.yaml")).results.map(({ rule: name }) => name)).toEqual([
      "three",
      "three",
    ]);
    expect(await results("other.yaml")).toMatchObject({ code: 0, passed: 0, failed: 0, results: [] });
    expect((await lctasks("test", "rules")).out).toBe("4 tests passed, 0 failed, 1 rule without tests\n");
  });

  it("says where a rule stopped matching, and on what value", async () => {
    folder.write(
      "a.yaml",
      JSON.stringify(
        rule({
          match: [[event("ipconfig")]],
          non_match: [[event("whoami")], [event("whoami", "DNS_REQUEST")]],
        }),
      ),
    );
    const { code, out } = await lctasks("test", "a.yaml");
    expect(code).toBe(1);
    await expect(out).toMatchFileSnapshot("expected-test.txt");
    expect((await results("a.yaml")).results.map(({ kind, index, pass }) => [kind, index, pass])).toEqual([
      ["match", 0, false],
      ["non_match", 0, false],
      ["non_match", 1, true],
    ]);
  });

  it("fails a rule that does not compile, and one with too few tests", async () => {
    folder.write(
      "broken.yaml",
      JSON.stringify({ detect: { op: "contians", path: "event/x", value: "y" }, respond: [] }),
    );
    folder.write(
      "few.yaml",
      JSON.stringify(rule({ match: [[event("whoami")], [event("whoami")]], non_match: [] })),
    );
    expect(await results("broken.yaml")).toMatchObject({ code: 1, results: [{ kind: "rule", pass: false }] });
    expect(await results("few.yaml", "--min-tests", "2")).toMatchObject({
      failed: 1,
      results: [{}, {}, { kind: "count", explanation: expect.stringContaining("one of each") as string }],
    });
    expect(await results("few.yaml", "--min-tests", "3")).toMatchObject({ failed: 1 });
    expect(await results("few.yaml", "--min-tests", "1")).toMatchObject({ failed: 0 });
  });

  it("takes now, vars and lookups from fixtures, and says what is wrong with them", async () => {
    const variable = {
      ...rule(good),
      detect: { event: "NEW_PROCESS", op: "contains", path: "event/COMMAND_LINE", value: "[[tools]]" },
    };
    folder.write("a.yaml", JSON.stringify(variable));
    folder.write(
      "fixtures.yaml",
      "now: 1700000000\nvars: { tools: [whoami] }\nlookups: { known: { a: {} } }\n",
    );
    expect(await results("a.yaml", "--fixtures", "fixtures.yaml")).toMatchObject({ code: 0, passed: 2 });
    for (const [text, problem] of [
      ["[]", "it is no map"],
      ["tiem: 1", "tiem is none of"],
      ["now: soon", "epoch seconds"],
      ["vars: 1", "a map of lists"],
      ["lookups: { a: 1 }", "a map of maps"],
    ] as const) {
      folder.write("fixtures.yaml", text);
      const { code, err } = await lctasks("test", "a.yaml", "--fixtures", "fixtures.yaml");
      expect([code, err]).toEqual([1, expect.stringContaining(problem)]);
    }
  });

  it("prints JUnit and workflow commands in which no text can break out", async () => {
    const hostile = { ...rule({ match: [[event('a<b>&"%\n::error::x')]], non_match: [] }) };
    folder.write("a.yaml", JSON.stringify({ name: 'x"><y', ...hostile }));
    await expect((await lctasks("test", "a.yaml", "--format", "junit")).out).toMatchFileSnapshot(
      "expected-test.junit.xml",
    );
    const { out } = await lctasks("test", "a.yaml", "--format", "github");
    expect(out.split("\n").filter((line) => line.startsWith("::"))).toHaveLength(1);
  });

  it("tests the tasks of a project by path, and refuses to when its files are invalid", async () => {
    folder.write("lctasks.yaml", configText());
    const tests = JSON.stringify({
      match: [
        [{ routing: { event_type: "OS_VERSION_REP", investigation_id: "soc-a.r1.0a1b2c3d" }, event: {} }],
      ],
      non_match: [],
    });
    folder.write(
      "tasks/a.yaml",
      taskText("a", { more: `response:\n  - respond: [{ action: report, name: x }]\n    tests: ${tests}\n` }),
    );
    expect(await results("tasks/a.yaml")).toMatchObject({
      passed: 1,
      results: [{ rule: "lctasks.soc.a", file: "tasks/a.yaml" }],
    });
    folder.write("tasks/b.yaml", "name: [\n");
    expect((await lctasks("test")).code).toBe(3);
    expect((await lctasks("test", "tasks/b.yaml")).code).toBe(1);
    expect(readFileSync(join(folder.path, "tasks/b.yaml"), "utf8")).toBe("name: [\n");
  });
});

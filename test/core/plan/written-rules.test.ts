import { describe, expect, it } from "vitest";
import { comparableDesired } from "../../../src/core/plan/comparable-rule.js";
import { writtenRules } from "../../../src/core/plan/written-rules.js";
import {
  appliedRow,
  dayMs,
  inShort,
  issued,
  ledgerOf,
  live,
  longAgo,
  nowMs,
  output,
  planOf,
  project,
  recordOf,
  row,
  ruleOf,
  task,
  type World,
} from "./builders.js";

const version = task("version", { response: [output] });
const other = task("other", { command: "os_users", response: [output, output] });
const existing = { ...output, key: "Somebody else", detect: { event: "RECEIPT" } };
const rule = ruleOf(version);

const written = ({ tasks = [], rows = {}, rules = {}, nowMs: at = nowMs }: World) =>
  writtenRules({ project, tasks, ledger: ledgerOf(rows, rules), nowMs: at });
const keys = (world: World): string[] => written(world).map(({ key }) => key);

describe("the rules that a file has", () => {
  it("are those that the tasks want, by key, and not those that somebody else made", () => {
    const named = task("named", { response: [existing, output] });
    expect(keys({ tasks: [version, other, named] })).toEqual([
      "lctasks.acme.named.2",
      "lctasks.acme.other",
      "lctasks.acme.other.2",
      "lctasks.acme.version",
    ]);
    expect(written({ tasks: [version] })).toEqual([rule]);
  });

  it("are those of a removed task as well, as they stood, until the last answer can have come", () => {
    const rows = { version: row([issued(version)]) };
    const gone: World = { rows, rules: { [rule.key]: appliedRow(rule) } };
    expect(written(gone)).toEqual([rule]);
    expect(keys({ ...gone, nowMs: nowMs + 30 * dayMs })).toEqual([]);
    const tested = { ...rule, data: { ...rule.data, tests: { match: [] } } };
    expect(written({ rows, rules: { [rule.key]: appliedRow(tested) } })).toEqual([tested]);
  });

  it("are not those of which nobody knows how they stood, or that somebody else made", () => {
    const rows = { version: row([issued(version)]) };
    const { hash, content } = { hash: "h", content: comparableDesired(rule) };
    for (const known of [
      { applied: { hash } },
      { intent: { verb: "write", hash } as const },
      { applied: { hash, content: { ...content, detect: "odd" } } },
      { applied: { hash, content }, foreign: "keep" as const },
    ])
      expect(keys({ rows, rules: { [rule.key]: { task: "version", ...known } } })).toEqual([]);
  });

  it("hear a renamed task under both names, as long as answers under the old one can come", () => {
    const renamed = task("build", { movedFrom: "version", response: [output] });
    const world: World = {
      tasks: [renamed],
      rows: { version: row([issued(version)]) },
      rules: { [rule.key]: appliedRow(rule) },
    };
    const [fresh, kept] = written(world);
    expect([fresh?.key, kept?.key]).toEqual(["lctasks.acme.build", "lctasks.acme.version"]);
    expect(JSON.stringify(fresh?.data.detect)).toContain("acme-version.r");
    expect(kept?.data).toEqual(rule.data);
    expect(keys({ ...world, nowMs: nowMs + 30 * dayMs })).toEqual(["lctasks.acme.build"]);
  });
});

describe("a file that is older than it could be", () => {
  const next = task("version", { context: "acme-next", run: 2, response: [output] });
  const heard = row([issued(version)]);
  const over = row([issued(version, longAgo)]);
  const wide = ruleOf(next, heard);
  const ofFiles = (more: World): string[] =>
    inShort(planOf({ rulesFile: "f.yaml", tasks: [next], sensors: [], ...more }));

  it("may hear runs that are over: nothing waits because time passed", () => {
    expect(ruleOf(next, over).data).not.toEqual(wide.data);
    const world: World = {
      rows: { version: over },
      rules: { [wide.key]: appliedRow(wide) },
      live: [live(recordOf(wide))],
    };
    expect(ofFiles(world)).toContain(`unchanged rule ${wide.key} (5)`);
    expect(ofFiles({ ...world, rules: {} })).toContain(`adopt-rule ${wide.key} (15)`);
  });

  it("must hear what can still come, and what is wanted now", () => {
    const narrow = ruleOf(next, over);
    expect(ofFiles({ rows: { version: heard }, live: [live(recordOf(narrow))] })).toContain(
      `held rule ${wide.key} (16)`,
    );
    expect(ofFiles({ rows: { version: over }, live: [live(recordOf(rule))] })).toContain(
      `held rule ${wide.key} (16)`,
    );
  });
});

describe("a rule that files bring there", () => {
  const world: World = {
    rulesFile: "f.yaml",
    tasks: [version],
    rows: { version: row([issued(version)]) },
    rules: { [rule.key]: appliedRow(rule) },
  };
  const tagged = (...more: string[]) => {
    const record = recordOf(rule);
    const { userMetadata } = record;
    return live({ ...record, userMetadata: { ...userMetadata, tags: [...userMetadata.tags, ...more] } });
  };

  it("need not carry the mark of its last run, and one that is unknown still holds everything", () => {
    expect(inShort(planOf({ ...world, live: [tagged()] }))).toContain(`unchanged rule ${rule.key} (5)`);
    const forgotten = planOf({ ...world, live: [tagged("lctasks-run:acme-version.r9.00000000")] });
    expect(inShort(forgotten)).toEqual(["held organization ledger (1)"]);
  });

  it("and that somebody else made stays somebody else's when its content is recorded anew", () => {
    const named = task("version", { response: [existing] });
    const there = ruleOf(named);
    const plan = planOf({
      ...world,
      tasks: [named],
      rules: { [there.key]: { task: "version", foreign: "keep", applied: { hash: "before" } } },
      live: [live(recordOf(there))],
    });
    expect(plan.changes).toMatchObject([{ verb: "adopt-rule", row: "15", foreign: "keep" }]);
  });
});

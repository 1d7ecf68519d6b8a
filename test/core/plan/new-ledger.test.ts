import { describe, expect, it } from "vitest";
import { decodeLedger, encodeLedger } from "../../../src/core/model/ledger-document.js";
import { newLedger, tracesOf } from "../../../src/core/plan/new-ledger.js";
import {
  entryOf,
  inputOf,
  inShort,
  issued,
  ledgerId,
  live,
  nowMs,
  oid,
  output,
  planOf,
  present,
  project,
  recordOf,
  ruleOf,
  sensor,
  tagOfOwner,
  task,
  type World,
} from "./builders.js";

const version = task("version", { response: [output] });
const tasks = [version, task("constructor", { run: 3, onRemove: "keep", command: "os_packages" })];
const first = (choice: "run-existing" | "baseline") =>
  newLedger({ project, oid, ledgerId, nowMs, tasks, choice });
const planAfter = (choice: "run-existing" | "baseline", world: World = {}): string[] =>
  inShort(planOf({ tasks, ledger: present(first(choice)), ...world }));

describe("the first ledger of an organization", () => {
  it("knows nothing when what exists shall run", () => {
    expect(first("run-existing")).toEqual({
      version: 1,
      project,
      oid,
      ledgerId,
      serial: 1,
      previous: "",
      createdAtMs: nowMs,
      createdWith: "run-existing",
      tasks: {},
      rules: {},
    });
    expect(planAfter("run-existing")).toEqual([
      "create-rule lctasks.acme.version (4)",
      "issue constructor run 3 (7)",
      "issue version run 1 (7)",
    ]);
  });

  it("records every task as not wanted, so that only higher runs issue", () => {
    expect(first("baseline").tasks["constructor"]).toEqual({
      highest: 3,
      runs: [],
      onRemove: "keep",
      baseline: { run: 3, inputs: { command: "os_packages", target: { selector: "plat == `windows`" } } },
    });
    expect(planAfter("baseline")).toEqual([
      "create-rule lctasks.acme.version (4)",
      "unchanged task constructor (8)",
      "unchanged task version (8)",
    ]);
    expect(planAfter("baseline", { tasks: [task("version", { run: 2 })] })).toContain(
      "issue version run 2 (18)",
    );
  });

  it("can be stored and read", () => {
    for (const choice of ["run-existing", "baseline"] as const) {
      const ledger = first(choice);
      expect(decodeLedger(encodeLedger(ledger), { project, oid })).toEqual({ readable: true, ledger });
    }
  });
});

describe("what the plan says of each choice before there is a ledger", () => {
  const advice = (world: World): string =>
    planOf({ tasks, ledger: { state: "absent" }, ...world }).held[0]?.decide.join("\n") ?? "";

  it("is how many tasks would run, in how many deliveries, and how many would not", () => {
    expect(advice({})).toContain("(2 of 2, in 4 deliveries)");
    expect(advice({})).toContain("(2 recorded as not wanted)");
    expect(advice({ sensors: [] })).toContain("(0 of 2, in 0 deliveries)");
  });

  it("is no number of deliveries that nobody knows", () => {
    const { tags: _unread, ...untagged } = sensor("x");
    const target = { tag: "server" };
    expect(advice({ tasks: [task("a", { target }), version], sensors: [untagged] })).toContain(
      "(2 of 2, in an unknown number of deliveries)",
    );
  });

  it("is only how many tasks there are when the queue cannot be read", () => {
    expect(advice({ queue: { readable: false, reason: "", shape: "" } })).toContain("shall run (2):");
  });
});

describe("traces of a project that was here before", () => {
  const traces = (world: World): string[] => tracesOf(project, tasks, inputOf(world).observation);
  const rule = ruleOf(version);

  it("are rules under its name, readable or not, and rules with its tag", () => {
    const renamed = recordOf({ ...rule, key: "renamed by hand" });
    const theirs = recordOf({ ...rule, key: "their rule", tags: ["lctasks:acme-two"] });
    const hidden = { readable: false, key: "lctasks.acme.hidden", reason: "" } as const;
    expect(renamed.userMetadata.tags).toContain(tagOfOwner);
    expect(traces({ live: [live(recordOf(rule)), live(renamed), live(theirs), hidden] })).toEqual([
      "rule lctasks.acme.version",
      "rule renamed by hand",
      "rule lctasks.acme.hidden",
    ]);
  });

  it("are queued tasks with a context of its tasks, as a token or as such", () => {
    const { token } = issued(version);
    const queue = [
      entryOf(issued(version), { taskId: "a" }),
      entryOf(issued(version), { taskId: "b", context: "acme-constructor" }),
      entryOf(issued(version), { taskId: "c", context: "theirs" }),
    ];
    expect(traces({ queue })).toEqual([
      `queued task a with context ${token}`,
      "queued task b with context acme-constructor",
    ]);
  });

  it("are not looked for in a queue that cannot be read", () => {
    expect(traces({ queue: { readable: false, reason: "", shape: "" } })).toEqual([]);
  });
});

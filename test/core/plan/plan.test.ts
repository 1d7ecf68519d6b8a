import { describe, expect, it } from "vitest";
import { makePlan } from "../../../src/core/plan/plan.js";
import {
  entryOf,
  inputOf,
  inShort,
  issued,
  ledgerOf,
  live,
  nowMs,
  oid,
  output,
  planOf,
  present,
  recordOf,
  row,
  ruleOf,
  task,
} from "./builders.js";

const version = task("version");

describe("a plan", () => {
  it("holds the whole organization without a ledger, and says what it may mean", () => {
    const plan = planOf({ tasks: [version], ledger: { state: "absent" } });
    expect(plan.state).toBe("held");
    expect(inShort(plan)).toEqual(["held organization ledger (1)"]);
    expect(plan.held[0]?.decide.join(" ")).toMatch(/--run-existing.*--baseline.*restore/);
  });

  it("holds the whole organization when the ledger cannot be read", () => {
    const plan = planOf({ tasks: [version], ledger: { state: "unreadable", reason: "its version is 9" } });
    expect(plan.state).toBe("held");
    expect(inShort(plan)).toEqual(["held organization ledger (1)"]);
    expect(plan.held[0]?.reason).toContain("its version is 9");
  });

  it("stops, and describes the shape, when the queue cannot be read", () => {
    const queue = {
      readable: false,
      reason: "no context in the entries",
      shape: "{ string: number }",
    } as const;
    const plan = planOf({ tasks: [version], queue });
    expect(plan.state).toBe("stopped");
    expect(inShort(plan)).toEqual(["held organization queue (2)"]);
    expect(plan.held[0]?.decide.join(" ")).toContain("{ string: number }");
  });

  it("holds the whole organization that is not subscribed, unless the configuration asks for it", () => {
    const plan = planOf({ tasks: [version], subscribed: false });
    expect(plan.state).toBe("held");
    expect(inShort(plan)).toEqual(["held organization ext-reliable-tasking (–)"]);
  });

  it("subscribes first of all when the configuration asks for it", () => {
    const plan = planOf({ tasks: [version], subscribed: false, subscribe: true });
    expect(plan.state).toBe("ready");
    expect(inShort(plan)).toEqual(["subscribe ext-reliable-tasking (–)", "issue version run 1 (7)"]);
  });

  it("does not subscribe again", () => {
    expect(inShort(planOf({ tasks: [], subscribe: true }))).toEqual([]);
  });

  it("says what it is about", () => {
    const commit = { sha: "c0ffee", author: "Alice <alice@example.org>", uncommitted: false };
    const plan = makePlan({ ...inputOf({}), commit });
    expect(plan).toEqual({
      project: "acme",
      organization: "prod",
      oid,
      plannedAtMs: nowMs,
      commit,
      witness: "none",
      state: "ready",
      changes: [],
      held: [],
      unchanged: [],
      foreign: [],
      findings: [],
    });
    expect(planOf({})).not.toHaveProperty("commit");
  });

  it("is the same for the same input, in whatever order tasks, entries and rules come", () => {
    const tasks = [task("a", { response: [output] }), task("b", { response: [output] }), task("c")];
    const [a, b, c] = tasks.map((each) => issued(each));
    const rows = { c: row([c!]) };
    const queue = [
      entryOf(a!, { taskId: "x" }),
      entryOf(b!, { taskId: "y" }),
      entryOf(c!, { context: "their" }),
    ];
    const rules = tasks.slice(0, 2).map((each) => live(recordOf(ruleOf(each))));
    const forwards = planOf({ tasks, queue, live: rules, rows });
    const backwards = planOf({
      tasks: tasks.toReversed(),
      queue: queue.toReversed(),
      live: rules.toReversed(),
      rows,
    });
    expect(backwards).toEqual(forwards);
    expect(forwards.held.length).toBeGreaterThan(1);
  });

  it("takes names that objects have by nature for what they are", () => {
    const tasks = [task("constructor"), task("valueof", { movedFrom: "tostring" }), task("hasownproperty")];
    expect(inShort(planOf({ tasks }))).toEqual([
      "issue constructor run 1 (7)",
      "issue hasownproperty run 1 (7)",
      "issue valueof run 1 (7)",
    ]);
    const rows = Object.fromEntries(tasks.map((each) => [each.name, row([issued(each)])]));
    expect(inShort(planOf({ rows, ledger: present(ledgerOf(rows)), tasks }))).toEqual([
      "unchanged task constructor (13)",
      "unchanged task hasownproperty (13)",
      "unchanged task valueof (13)",
    ]);
  });
});

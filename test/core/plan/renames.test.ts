import { describe, expect, it } from "vitest";
import { claimTwins, heirOf, moveRows } from "../../../src/core/plan/renames.js";
import {
  appliedRow,
  baseline,
  buried,
  changesOf,
  dayMs,
  entryOf,
  inShort,
  issued,
  ledgerOf,
  live,
  longAgo,
  nowMs,
  oid,
  output,
  planOf,
  present,
  recordOf,
  row,
  ruleOf,
  task,
  unresolved,
  type World,
} from "./builders.js";
import { ledgerAfter } from "./effects.js";

const old = task("old");
const renamed = task("new", { movedFrom: "old" });
const rows = { old: row([issued(old)]) };

/** The plans of one commit after the other, each applied before the next. */
function history(steps: readonly World[], first = ledgerOf({})): string[][] {
  let ledger = first;
  return steps.map((step) => {
    const plan = planOf({ ...step, ledger: present(ledger) });
    ledger = ledgerAfter(plan, ledger, nowMs);
    return inShort(plan);
  });
}

describe("a rename that the file declares", () => {
  it("moves the memory and sends nothing", () => {
    expect(inShort(planOf({ tasks: [renamed], rows, queue: [entryOf(issued(old))] }))).toEqual([
      "move old to new (4)",
      "unchanged task new (11)",
    ]);
  });

  it("says nothing more once it is applied", () => {
    expect(
      history([{ tasks: [old] }, { tasks: [renamed] }, { tasks: [renamed] }, { tasks: [task("new")] }]),
    ).toEqual([
      ["issue old run 1 (7)"],
      ["move old to new (4)", "unchanged task new (13)"],
      ["unchanged task new (13)"],
      ["unchanged task new (13)"],
    ]);
  });

  it("moves an unresolved run, which stays held and is adopted under the new name", () => {
    const lost = { old: row([unresolved(old)]) };
    expect(inShort(planOf({ tasks: [renamed], rows: lost }))).toEqual([
      "move old to new (4)",
      "held task new (10)",
    ]);
    expect(
      inShort(
        planOf({ tasks: [renamed], rows: lost, queue: [entryOf(unresolved(old), { taskId: "found" })] }),
      ),
    ).toEqual(["move old to new (4)", "adopt new run 1 found (9)"]);
  });

  it("cancels by the old run's id, and issues under the new name, with a higher run", () => {
    expect(inShort(planOf({ tasks: [{ ...renamed, run: 2 }], rows }))).toEqual([
      "move old to new (4)",
      "cancel new run 1 id-old-1 (17)",
      "issue new run 2 (17)",
    ]);
  });

  it("moves what was recorded as not wanted, and what was buried", () => {
    expect(inShort(planOf({ tasks: [renamed], rows: { old: baseline(old) } }))).toEqual([
      "move old to new (4)",
      "unchanged task new (8)",
    ]);
    expect(inShort(planOf({ tasks: [renamed], rows: { old: row([issued(old)], buried) } }))).toEqual([
      "move old to new (4)",
      "unchanged task new (13)",
    ]);
  });

  it("is no edit when the context is the default one, and one when a context is written", () => {
    expect(inShort(planOf({ tasks: [{ ...renamed, context: "x", contextWritten: true }], rows }))).toEqual([
      "move old to new (4)",
      "held task new (15)",
    ]);
  });

  it("survives a second rename, and one back to the first name", () => {
    const back = task("old", { movedFrom: "new" });
    expect(
      history([
        { tasks: [old] },
        { tasks: [renamed] },
        { tasks: [task("newer", { movedFrom: "new" })] },
        { tasks: [task("new", { movedFrom: "newer" })] },
        { tasks: [back] },
        { tasks: [back] },
      ]),
    ).toEqual([
      ["issue old run 1 (7)"],
      ["move old to new (4)", "unchanged task new (13)"],
      ["move new to newer (4)", "unchanged task newer (13)"],
      ["move newer to new (4)", "unchanged task new (13)"],
      ["move new to old (4)", "unchanged task old (13)"],
      ["unchanged task old (13)"],
    ]);
  });

  it("never lets a number run again that a name has had, whatever moved where", () => {
    const ran = task("new", { run: 4, movedFrom: "old" });
    const other = task("other", { run: 4, movedFrom: "new" });
    const again = (run: number) => task("new", { run, command: "os_packages" });
    const steps = history([
      { tasks: [old] },
      { tasks: [renamed] },
      { tasks: [ran] },
      { tasks: [other] },
      { tasks: [other, again(4)] },
      { tasks: [other, again(5)] },
    ]);
    expect(steps[2]).toContain("issue new run 4 (17)");
    expect(steps.slice(3)).toEqual([
      ["move new to other (4)", "unchanged task other (13)"],
      ["unchanged task new (8)", "unchanged task other (13)"],
      ["issue new run 5 (18)", "unchanged task other (13)"],
    ]);
  });
});

describe("the response rule of a renamed task", () => {
  const oldLoud = task("old", { response: [output] });
  const newLoud = task("new", { response: [output], movedFrom: "old" });
  const rule = ruleOf(oldLoud);
  const world: World = {
    tasks: [newLoud],
    rows: { old: row([issued(oldLoud)]) },
    rules: { [rule.key]: appliedRow(rule) },
    live: [live(recordOf(rule))],
  };

  it("is made under the new name and hears the old context too; the old one goes after that", () => {
    const plan = planOf(world);
    expect(inShort(plan)).toEqual([
      "move old to new (4)",
      "create-rule lctasks.acme.new (4)",
      "delete-rule lctasks.acme.old (10)",
      "unchanged task new (13)",
    ]);
    const heard = JSON.stringify(changesOf(plan, "create-rule")[0]?.rule.data.detect);
    expect(heard).toContain('"acme-new.r"');
    expect(heard).toContain('"acme-old.r"');
    expect(changesOf(plan, "delete-rule")[0]?.task).toBe("new");
  });

  it("stays under the old name while the new one is held", () => {
    const taken = recordOf(ruleOf(newLoud), { data: { detect: { op: "exists" }, respond: [] } });
    expect(inShort(planOf({ ...world, live: [live(recordOf(rule)), live(taken)] }))).toEqual([
      "move old to new (4)",
      "held rule lctasks.acme.new (2)",
      "unchanged rule lctasks.acme.old (9)",
      "unchanged task new (13)",
    ]);
  });

  it("stays beside a condition written by hand, unless that is the same one", () => {
    const detect = (value: string) => ({
      event: "RECEIPT",
      op: "contains",
      path: "routing/investigation_id",
      value,
    });
    const loud = task("old", { response: [{ ...output, detect: detect("acme-old.r") }] });
    const of = (value: string) =>
      inShort(
        planOf({
          tasks: [task("new", { response: [{ ...output, detect: detect(value) }], movedFrom: "old" })],
          rows: { old: row([issued(loud)]) },
          rules: { [ruleOf(loud).key]: appliedRow(ruleOf(loud)) },
          live: [live(recordOf(ruleOf(loud)))],
        }),
      );
    expect(of("acme-new.r")).toContain("unchanged rule lctasks.acme.old (9)");
    expect(of("acme-old.r")).toContain("delete-rule lctasks.acme.old (10)");
  });

  it("stays until the last answer can have come when the task has no response any more", () => {
    const silent = task("new", { movedFrom: "old" });
    expect(inShort(planOf({ ...world, tasks: [silent] }))).toContain("unchanged rule lctasks.acme.old (9)");
    const over = { old: row([issued(oldLoud, longAgo)]) };
    expect(inShort(planOf({ ...world, tasks: [silent], rows: over }))).toContain(
      "delete-rule lctasks.acme.old (10)",
    );
  });
});

describe("a task that vanished while another came that runs the same", () => {
  const fresh = task("new");

  it("is held with it, and both say how to go on", () => {
    const plan = planOf({ tasks: [fresh], rows });
    expect(inShort(plan)).toEqual(["held task new (4)", "held task old (4)"]);
    expect(plan.held[0]?.decide.join(" ")).toMatch(/movedFrom: old.*movedFrom: none/);
    expect(plan.held[1]?.decide.join(" ")).toMatch(/movedFrom: old.*movedFrom: none.*in new/);
  });

  it("is not held when the file says that nothing was renamed", () => {
    expect(inShort(planOf({ tasks: [task("new", { movedFrom: "none" })], rows }))).toEqual([
      "cancel old run 1 id-old-1 (19)",
      "issue new run 1 (7)",
      "tombstone old (19)",
    ]);
  });

  it("is not held when the other is paused: that one waits, the old one is not buried", () => {
    expect(inShort(planOf({ tasks: [{ ...fresh, paused: true }], rows }))).toEqual([
      "held task old (4)",
      "unchanged task new (3)",
    ]);
  });

  it("is recognised by command and target alone, whatever context, ttl and run say", () => {
    const other = task("new", { context: "x", contextWritten: true, ttlSeconds: 60, run: 9 });
    expect(inShort(planOf({ tasks: [other], rows }))).toEqual(["held task new (4)", "held task old (4)"]);
    for (const different of [{ command: "os_packages" }, { target: { tag: "server" } }]) {
      const lines = inShort(planOf({ tasks: [task("new", different)], rows, sensors: [] }));
      expect(lines.filter((line) => line.startsWith("held"))).toEqual([]);
    }
  });

  it("is recognised by what was recorded as not wanted, too", () => {
    expect(inShort(planOf({ tasks: [fresh], rows: { old: baseline(old) } }))).toEqual([
      "held task new (4)",
      "held task old (4)",
    ]);
  });

  it("is not recognised by a row that has nothing to compare", () => {
    expect(inShort(planOf({ tasks: [fresh], rows: { old: row([], { highest: 1 }) } }))).toEqual([
      "issue new run 1 (7)",
      "tombstone old (20)",
    ]);
  });

  it("holds all of several that it could be", () => {
    const twice = { ...rows, older: row([issued(task("older"))]) };
    expect(inShort(planOf({ tasks: [fresh, task("newer")], rows: twice }))).toEqual([
      "held task new (4)",
      "held task newer (4)",
      "held task old (4)",
      "held task older (4)",
    ]);
  });

  it("changes no rule either, until it is clear whose it is", () => {
    const oldLoud = task("old", { response: [output] });
    const rule = ruleOf(oldLoud);
    expect(
      inShort(
        planOf({
          tasks: [task("new", { response: [output] })],
          rows: { old: row([issued(oldLoud, longAgo)]) },
          rules: { [rule.key]: appliedRow(rule) },
          live: [live(recordOf(rule))],
        }),
      ),
    ).toEqual(["held task new (4)", "held task old (4)"]);
  });

  it("leaves what is queued of the two alone", () => {
    const queue = [entryOf(issued(old)), entryOf(issued(old), { taskId: "repeated" })];
    expect(planOf({ tasks: [fresh], rows, queue }).changes).toEqual([]);
  });

  it("is not looked for among what was buried before", () => {
    const before = { old: row([issued(old, { state: "cancelled" })], buried) };
    expect(inShort(planOf({ tasks: [fresh], rows: before }))).toEqual(["issue new run 1 (7)"]);
  });

  it("is held as well when it goes back to a name whose memory moved away, without saying so", () => {
    expect(history([{ tasks: [old] }, { tasks: [renamed] }, { tasks: [old] }]).at(-1)).toEqual([
      "held task new (4)",
      "held task old (4)",
    ]);
  });
});

describe("a movedFrom that leads nowhere", () => {
  const lost = task("new", { movedFrom: "typo", command: "os_packages" });

  it("is only history in a new organization", () => {
    expect(inShort(planOf({ tasks: [lost] }))).toEqual(["issue new run 1 (7)"]);
    expect(inShort(planOf({ tasks: [lost], rows: { old: row([issued(old)], buried) } }))).toEqual([
      "issue new run 1 (7)",
    ]);
  });

  it("holds the task and everything that vanished, in this plan and in every later one", () => {
    const steps = history([{ tasks: [lost] }, { tasks: [lost] }], ledgerOf(rows));
    expect(steps).toEqual([
      ["held task new (4)", "held task old (4)"],
      ["held task new (4)", "held task old (4)"],
    ]);
    const plan = planOf({ tasks: [lost], rows });
    expect(plan.held[0]?.reason).toContain("movedFrom: typo");
    expect(plan.held[1]?.decide.join(" ")).toContain("movedFrom: old");
  });

  it("is held when a task still has that name, or its memory went elsewhere", () => {
    const copy = task("copy", { movedFrom: "old", command: "os_packages" });
    expect(inShort(planOf({ tasks: [old, copy], rows }))).toEqual([
      "held task copy (4)",
      "unchanged task old (13)",
    ]);
    expect(history([{ tasks: [old] }, { tasks: [renamed] }, { tasks: [renamed, copy] }]).at(-1)).toEqual([
      "held task copy (4)",
      "unchanged task new (13)",
    ]);
  });

  it("is held when two tasks name the same", () => {
    const tasks = ["a", "b"].map((name) => task(name, { movedFrom: "old", command: `dir_list ${name}` }));
    expect(inShort(planOf({ tasks, rows }))).toEqual([
      "held task a (4)",
      "held task b (4)",
      "held task old (4)",
    ]);
  });

  it("is held when the new name has a buried memory of its own, which must not be lost", () => {
    const used = { ...rows, new: row([issued(task("new", { run: 3 }), { state: "cancelled" })], buried) };
    const plan = planOf({ tasks: [{ ...renamed, run: 4 }], rows: used });
    expect(inShort(plan)).toEqual(["held task new (4)", "held task old (4)"]);
    expect(plan.held[0]?.reason).toContain("this name has one of its own");
    expect(planOf({ tasks: [{ ...renamed, paused: true }], rows: used }).changes).toEqual([]);
  });

  it("is over and done with under a name that has a memory", () => {
    const tasks = [task("new", { movedFrom: "old" })];
    const known = { new: row([issued(task("new"))]), old: row([issued(old)]) };
    expect(inShort(planOf({ tasks, rows: known }))).toEqual([
      "cancel old run 1 id-old-1 (19)",
      "tombstone old (19)",
      "unchanged task new (13)",
    ]);
  });

  it("says nothing when it names the task itself", () => {
    expect(
      inShort(planOf({ tasks: [task("new", { movedFrom: "new", command: "os_users" })], rows })),
    ).toEqual(["cancel old run 1 id-old-1 (19)", "issue new run 1 (7)", "tombstone old (19)"]);
  });
});

describe("a file that was removed and comes back", () => {
  it("never runs the same number again", () => {
    expect(history([{ tasks: [old] }, {}, {}, { tasks: [old] }, { tasks: [old] }])).toEqual([
      ["issue old run 1 (7)"],
      [expect.stringMatching(/^cancel old run 1/), "tombstone old (19)"],
      [],
      ["remember old (13)", "unchanged task old (13)"],
      ["unchanged task old (13)"],
    ]);
  });

  it("stays unissued when it is renamed on the way back", () => {
    expect(history([{ tasks: [old] }, {}, { tasks: [renamed] }]).at(-1)).toEqual([
      "move old to new (4)",
      "unchanged task new (13)",
    ]);
  });

  it("stays unissued when it never ran here", () => {
    expect(history([{}, { tasks: [old] }], ledgerOf({ old: baseline(old) }))).toEqual([
      ["tombstone old (20)"],
      ["remember old (13)", "unchanged task old (8)"],
    ]);
  });
});

describe("names that claim the same", () => {
  const a = task("a");
  const b = task("b", { command: "os_packages" });
  const claimed = { a: row([issued(a)]), b: row([issued(b, { taskIds: ["id-a-1"] })]) };

  it("are both held when the ledger gives them one task_id: cancelling one would cancel the other", () => {
    const queue = [entryOf(issued(a))];
    for (const tasks of [[a, b], [{ ...a, run: 2 }, b], [b]]) {
      const plan = planOf({ tasks, rows: claimed, queue });
      expect(inShort(plan)).toEqual(["held task a (4)", "held task b (4)"]);
      expect(plan.held[0]?.reason).toContain("task_id");
    }
  });

  it("are found after a rename, too", () => {
    const moved = task("c", { movedFrom: "a", run: 2 });
    expect(inShort(planOf({ tasks: [moved, b], rows: claimed }))).toEqual([
      "move a to c (4)",
      "held task b (4)",
      "held task c (4)",
    ]);
  });

  it("may be two runs of one task", () => {
    const twice = { a: row([issued(a), issued({ ...a, run: 2 }, { taskIds: ["id-a-1"] })]) };
    expect(claimTwins(ledgerOf(twice))).toEqual([]);
  });

  it("hold the one that would get a token which another task's run has", () => {
    const written = { context: "shared", contextWritten: true };
    const before = { gone: row([issued(task("gone", written), { state: "cancelled" })], buried) };
    const plan = planOf({ tasks: [task("new", written)], rows: before });
    expect(inShort(plan)).toEqual(["held task new (4)"]);
    expect(plan.held[0]?.reason).toContain("their answers could not be told apart");
    expect(inShort(planOf({ tasks: [task("new", { ...written, run: 2 })], rows: before }))).toEqual([
      "issue new run 2 (7)",
    ]);
  });

  it("leave alone a task whose own run has that token already", () => {
    const written = { context: "shared", contextWritten: true };
    const both = {
      a: row([issued(task("a", written))]),
      b: row([issued(task("b", written), { taskIds: ["y"] })]),
    };
    expect(inShort(planOf({ tasks: [task("a", written), task("b", written)], rows: both }))).toEqual([
      "unchanged task a (13)",
      "unchanged task b (13)",
    ]);
  });
});

describe("moving rows", () => {
  it("leaves a tombstone that says where the memory went, and keeps the highest number of either name", () => {
    const ledger = ledgerOf({
      old: row([issued(old)], buried),
      new: row([], { highest: 6, tombstone: { atMs: 1, movedTo: "x" } }),
    });
    const moved = moveRows(ledger, [{ from: "old", to: "new" }], nowMs);
    expect(moved.tasks).toEqual({
      new: row([issued(old)], { highest: 6 }),
      old: row([], { highest: 1, tombstone: { atMs: nowMs, movedTo: "new" } }),
    });
    expect(ledger.tasks["old"]?.runs).toHaveLength(1);
    expect(moved.oid).toBe(oid);
  });

  it("finds the heir of a name, also where a damaged ledger goes round in circles", () => {
    const gone = (movedTo: string) => row([], { tombstone: { atMs: nowMs - dayMs, movedTo } });
    const ledger = ledgerOf({ a: gone("b"), b: gone("c"), c: row([]), x: gone("y"), y: gone("x") });
    expect(["a", "b", "c", "unknown"].map((name) => heirOf(ledger, name))).toEqual([
      "c",
      "c",
      "c",
      "unknown",
    ]);
    expect(["x", "y"]).toContain(heirOf(ledger, "x"));
  });
});

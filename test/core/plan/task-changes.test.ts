import { describe, expect, it } from "vitest";
import {
  baseline,
  buried,
  changesOf,
  dayMs,
  entryOf,
  hourMs,
  inShort,
  issued,
  longAgo,
  nowMs,
  planOf,
  row,
  sensor,
  task,
  tokenOf,
  unresolved,
} from "./builders.js";

const version = task("version");
const second = task("version", { run: 2 });
const third = task("version", { run: 3 });
const edited = task("version", { command: "os_packages" });

describe("row 3: a paused task", () => {
  const paused = { ...version, paused: true };

  it("does nothing, whatever the ledger and the queue say", () => {
    const run = issued(version);
    for (const memory of [run, unresolved(version), issued(version, longAgo), issued(second)]) {
      for (const queue of [[], [entryOf(run)], [entryOf(run), entryOf(run, { taskId: "more" })]]) {
        const plan = planOf({ tasks: [paused], rows: { version: row([memory]) }, queue });
        expect(plan.changes).toEqual([]);
        expect(plan.unchanged).toMatchObject([{ row: "3", name: "version" }]);
      }
    }
    expect(inShort(planOf({ tasks: [paused] }))).toEqual(["unchanged task version (3)"]);
  });

  it("leaves queued what is queued, says so, and how far it is", () => {
    const run = issued(version);
    const [same] = planOf({
      tasks: [paused],
      rows: { version: row([run]) },
      queue: [entryOf(run)],
    }).unchanged;
    expect(same?.reason).toBe("paused; what is queued stays queued");
    expect(same?.progress).toEqual({ run: 1, pending: 2, total: 3, expiresAtMs: run.expiresAtMs });
    expect(planOf({ tasks: [paused] }).unchanged[0]?.reason).toBe("paused");
  });

  it("is paused by the ledger as well, for one task or all, and says by whom", () => {
    const pause = { why: "pause", by: "alice@laptop", atMs: nowMs } as const;
    const said = "paused since 2026-11-21T12:00:00.000Z by alice@laptop";
    const one = planOf({ tasks: [second], rows: { version: row([issued(version)], { paused: pause }) } });
    expect([one.changes, one.unchanged[0]?.reason]).toEqual([[], said]);
    const all = planOf({ tasks: [version], paused: { ...pause, why: "cancel-all" } });
    expect(all.unchanged[0]?.reason).toContain("everything was cancelled 2026-11-21T12:00:00.000Z by alice");
  });

  it("neither cancels nor buries a removed task while the ledger is paused, and passes over what was buried before", () => {
    const pause = { why: "pause", by: "alice@laptop", atMs: nowMs } as const;
    const rows = { gone: row([issued(task("gone"))]), old: row([issued(task("old"), longAgo)], buried) };
    const plan = planOf({ tasks: [], rows, queue: [entryOf(issued(task("gone")))], paused: pause });
    expect(inShort(plan)).toEqual(["unchanged task gone (3)"]);
  });

  it("does not even cancel what was superseded or turned up late", () => {
    const rows = { version: row([issued(version, { state: "cancelled" }), issued(second)]) };
    const queue = [entryOf(issued(version))];
    expect(inShort(planOf({ tasks: [{ ...second, paused: true }], rows, queue }))).toEqual([
      "unchanged task version (3)",
    ]);
  });
});

describe("row 5: a new task whose token and command are in the queue", () => {
  it("is adopted, and nothing is sent", () => {
    const plan = planOf({ tasks: [version], queue: [entryOf(issued(version), { taskId: "found" })] });
    expect(inShort(plan)).toEqual(["adopt version run 1 found (5)"]);
    expect(changesOf(plan, "adopt")[0]).toMatchObject({
      token: tokenOf(version),
      request: { command: "os_version", context: tokenOf(version), ttlSeconds: 604_800 },
      inputs: { command: "os_version", target: { selector: "plat == `windows`" } },
      onRemove: "cancel",
    });
  });

  it("is adopted with a suffix after the token as well", () => {
    const context = `${tokenOf(version)}/5f0c1c3e-7d0a-4f6e-9b58-2a1d6c8e4b90`;
    const plan = planOf({
      tasks: [version],
      queue: [entryOf(issued(version), { taskId: "found", context })],
    });
    expect(inShort(plan)).toEqual(["adopt version run 1 found (5)"]);
  });

  it("is adopted once when it is there twice; the repetition is cancelled", () => {
    const queue = ["x", "y"].map((taskId) => entryOf(issued(version), { taskId }));
    expect(inShort(planOf({ tasks: [version], queue }))).toEqual([
      "adopt version run 1 x (5)",
      "cancel version run 1 y (9)",
    ]);
  });
});

describe("row 6: a new task that something in the queue looks like", () => {
  const held = ["held task version (6)"];

  it("is held for our token with another command", () => {
    const queue = [entryOf(issued(version), { command: "os_packages" })];
    expect(inShort(planOf({ tasks: [version], queue }))).toEqual(
      expect.arrayContaining([...held, expect.stringContaining("held entry")]),
    );
  });

  it("is held for another token of its context", () => {
    const queue = [entryOf(issued(version), { context: "acme-version.r4.0123abcd" })];
    expect(inShort(planOf({ tasks: [version], queue }))).toEqual(expect.arrayContaining(held));
  });

  it("is held for its bare context with its command, or with a command that the queue does not tell", () => {
    for (const command of [{ command: "os_version" }, {}]) {
      const { command: _left, ...entry } = entryOf(issued(version), {
        context: "acme-version",
        taskId: "theirs",
      });
      const plan = planOf({ tasks: [version], queue: [{ ...entry, ...command }] });
      expect(inShort(plan)).toEqual([...held, "foreign entry theirs"]);
      expect(plan.held[0]?.reason).toContain("acme-version");
    }
  });

  it("is issued beside its bare context with another command", () => {
    const queue = [
      entryOf(issued(version), { context: "acme-version", command: "dir_list /", taskId: "theirs" }),
    ];
    expect(inShort(planOf({ tasks: [version], queue }))).toEqual([
      "issue version run 1 (7)",
      "foreign entry theirs",
    ]);
  });

  it("is held for any match of an exact context, and nothing is adopted", () => {
    const exact = task("version", { exactContext: true, context: "version" });
    const queue = [entryOf(issued(exact), { taskId: "theirs" })];
    expect(inShort(planOf({ tasks: [exact], queue }))).toEqual([...held, "foreign entry theirs"]);
  });

  it("is not held for a run that the ledger explains", () => {
    const shared = { context: "shared", contextWritten: true };
    const other = issued(task("other", shared));
    const mine = task("version", { ...shared, command: "os_packages" });
    const plan = planOf({
      tasks: [mine, task("other", shared)],
      rows: { other: row([other]) },
      queue: [entryOf(other)],
    });
    expect(inShort(plan)).toEqual(["issue version run 1 (7)", "unchanged task other (11)"]);
  });
});

describe("row 7: a new task", () => {
  it("is issued with exactly the request that will be sent", () => {
    const plan = planOf({ tasks: [version] });
    expect(inShort(plan)).toEqual(["issue version run 1 (7)"]);
    expect(plan.changes[0]).toMatchObject({
      reason: "new",
      request: {
        command: "os_version",
        target: { selector: "plat == `windows`" },
        context: tokenOf(version),
        ttlSeconds: 604_800,
      },
      diff: [],
      reach: { known: true, total: 2, online: 1, offline: 1, notTaskable: 0, platforms: { windows: 2 } },
    });
  });

  it("waits, and its run is not used up, while no sensor matches", () => {
    const plan = planOf({ tasks: [version], sensors: [] });
    expect(inShort(plan)).toEqual(["unchanged task version (7)"]);
    expect(plan.unchanged[0]?.reason).toBe("matches no sensor now; issued when one does");
  });

  it("waits while only sensors match that cannot run commands", () => {
    const plan = planOf({ tasks: [version], sensors: [sensor("a", { arch: "usp_adapter" })] });
    expect(plan.unchanged[0]?.reason).toBe("matches 1 sensors, none of which can run commands");
  });

  it("is issued with an unknown reach when a sensor cannot be judged, for limits to decide", () => {
    const { tags: _unknown, ...untagged } = sensor("a");
    const plan = planOf({ tasks: [task("version", { target: { tag: "server" } })], sensors: [untagged] });
    expect(changesOf(plan, "issue")[0]?.reach).toMatchObject({ known: false });
  });
});

describe("row 8: a task without a run that is in force here", () => {
  it("does not run when it was recorded as not wanted, up to that run", () => {
    for (const declared of [version, second]) {
      const plan = planOf({ tasks: [declared], rows: { version: baseline(second) } });
      expect(inShort(plan)).toEqual(["unchanged task version (8)"]);
      expect(plan.unchanged[0]?.reason).toContain("not wanted here up to run 2");
    }
    expect(inShort(planOf({ tasks: [third], rows: { version: baseline(second) } }))).toEqual([
      "issue version run 3 (18)",
    ]);
  });

  it("does not run again under a name whose memory moved to another", () => {
    const rows = {
      version: row([], { highest: 1, tombstone: { atMs: nowMs - dayMs, movedTo: "build" } }),
      build: row([issued(version)]),
    };
    const tasks = [version, task("build", { command: "os_packages", run: 2 })];
    const plan = planOf({ tasks, rows });
    expect(inShort(plan)).toContain("unchanged task version (8)");
    expect(plan.unchanged[0]?.reason).toContain("moved to another name");
    expect(inShort(planOf({ tasks: [second, tasks[1]!], rows }))).toContain("issue version run 2 (18)");
  });
});

describe("rows 9 and 10: a run whose answer is not known", () => {
  const rows = { version: row([unresolved(version)]) };

  it("is adopted when its token is in the queue", () => {
    const plan = planOf({
      tasks: [version],
      rows,
      queue: [entryOf(unresolved(version), { taskId: "found" })],
    });
    expect(inShort(plan)).toEqual(["adopt version run 1 found (9)"]);
  });

  it("is adopted as it was requested, even when the file was edited since", () => {
    const queue = [entryOf(unresolved(version), { taskId: "found" })];
    const plan = planOf({ tasks: [edited], rows, queue });
    expect(inShort(plan)).toEqual(["adopt version run 1 found (9)"]);
    expect(changesOf(plan, "adopt")[0]).toMatchObject({
      token: tokenOf(version),
      request: { command: "os_version" },
    });
  });

  it("is adopted once when the platform repeated the request; the repetition is cancelled", () => {
    const queue = ["y", "x"].map((taskId) => entryOf(unresolved(version), { taskId }));
    expect(inShort(planOf({ tasks: [version], rows, queue }))).toEqual([
      "adopt version run 1 x (9)",
      "cancel version run 1 y (9)",
    ]);
  });

  it("is held when nothing shows whether it was sent, and says how to go on", () => {
    const plan = planOf({ tasks: [version], rows });
    expect(inShort(plan)).toEqual(["held task version (10)"]);
    expect(plan.held[0]?.decide.join(" ")).toContain("raise `run` to 2");
  });

  it("is held for an exact context even when something in the queue matches", () => {
    const exact = task("version", { exactContext: true, context: "version" });
    const plan = planOf({
      tasks: [exact],
      rows: { version: row([unresolved(exact)]) },
      queue: [entryOf(unresolved(exact), { taskId: "maybe" })],
    });
    expect(inShort(plan)).toEqual(["held entry maybe (21)", "held task version (10)"]);
  });

  it("is adopted when its file is back, and the file's return is noted", () => {
    const plan = planOf({
      tasks: [version],
      rows: { version: row([unresolved(version)], buried) },
      queue: [entryOf(unresolved(version), { taskId: "found" })],
    });
    expect(inShort(plan)).toEqual(["remember version (13)", "adopt version run 1 found (9)"]);
  });
});

describe("rows 11 to 13: a run that was issued as the file says", () => {
  const run = issued(version);
  const rows = { version: row([run]) };

  it("stays as it is while it is pending, and says how far it is", () => {
    const plan = planOf({ tasks: [version], rows, queue: [entryOf(run)] });
    expect(inShort(plan)).toEqual(["unchanged task version (11)"]);
    expect(plan.unchanged[0]).toMatchObject({
      reason: "run 1 is pending",
      progress: { pending: 2, total: 3 },
    });
  });

  it("counts its own end where the queue tells none, and no total where the answer was lost", () => {
    const { counts: _lost, ...adopted } = run;
    const { expiresAtMs: _none, ...entry } = entryOf(adopted);
    const plan = planOf({ tasks: [version], rows: { version: row([adopted]) }, queue: [entry] });
    expect(plan.unchanged[0]?.progress).toEqual({ run: 1, pending: 2, expiresAtMs: run.expiresAtMs });
  });

  it("is found by its task_id where the queue lost the context", () => {
    const plan = planOf({ tasks: [version], rows, queue: [entryOf(run, { context: "" })] });
    expect(inShort(plan)).toEqual(["unchanged task version (11)"]);
  });

  it("warns when the queue still has it after its end", () => {
    const over = issued(version, longAgo);
    const plan = planOf({ tasks: [version], rows: { version: row([over]) }, queue: [entryOf(over)] });
    expect(inShort(plan)).toEqual(["unchanged task version (12)"]);
    expect(plan.findings).toMatchObject([
      { check: "plan/expired-yet-listed", severity: "warning", at: version.at },
    ]);
  });

  it("allows clocks five minutes before it says that an end is past", () => {
    const over = (agoMs: number) => entryOf(run, { expiresAtMs: nowMs - agoMs });
    const rowAt = (agoMs: number) =>
      planOf({ tasks: [version], rows, queue: [over(agoMs)] }).unchanged[0]?.row;
    expect(rowAt(5 * 60_000)).toBe("11");
    expect(rowAt(5 * 60_000 + 1)).toBe("12");
  });

  it("is never issued again once the queue is empty, however long ago it was", () => {
    const reasonOf = (each: typeof run, now = nowMs) => {
      const plan = planOf({ tasks: [version], rows: { version: row([each]) }, nowMs: now });
      expect(inShort(plan)).toEqual(["unchanged task version (13)"]);
      return plan.unchanged[0]?.reason;
    };
    expect(reasonOf(run)).toBe("run 1 was issued, nothing is pending");
    expect(reasonOf(run, run.expiresAtMs + 2 * dayMs)).toBe("run 1 was issued and ended 2d ago");
    expect(reasonOf({ ...run, state: "cancelled" })).toBe("run 1 was cancelled; raise `run` to run it again");
  });

  it("is not pending when it was cancelled and turns up again: that is cancelled", () => {
    const cancelled = issued(version, { state: "cancelled" });
    const plan = planOf({
      tasks: [version],
      rows: { version: row([cancelled]) },
      queue: [entryOf(cancelled)],
    });
    expect(inShort(plan)).toEqual(["cancel version run 1 id-version-1 (17)", "unchanged task version (13)"]);
  });

  it("is neither an edit by spelling of the selector, nor by ttl, description or white space", () => {
    const spelled = task("version", {
      command: " os_version ",
      target: { selector: '(plat=="windows")' },
      ttlSeconds: 60,
      description: "which build?",
    });
    expect(inShort(planOf({ tasks: [spelled], rows }))).toEqual(["unchanged task version (13)"]);
  });

  it("notes a changed onRemove, and sends nothing for it", () => {
    const plan = planOf({ tasks: [{ ...version, onRemove: "keep" }], rows });
    expect(inShort(plan)).toEqual(["remember version (–)", "unchanged task version (13)"]);
    expect(plan.changes[0]?.reason).toBe("on removal: keep");
  });
});

describe("rows 14 and 15: an edit without a higher run", () => {
  const rows = { version: row([issued(version)]) };
  const digest = () => {
    const advice = planOf({ tasks: [edited], rows }).held[0]?.decide.join(" ") ?? "";
    return /accept: "([0-9a-f]{8})"/.exec(advice)?.[1] ?? "";
  };

  it("is held with its difference, its reach and both ways out", () => {
    const plan = planOf({ tasks: [edited], rows });
    expect(inShort(plan)).toEqual(["held task version (15)"]);
    expect(plan.held[0]).toMatchObject({
      reason: "edited since run 1 was issued to 3 sensors; `run` is the same",
      diff: [{ path: "task", before: "os_version", after: "os_packages" }],
    });
    expect(plan.held[0]?.decide[0]).toBe(
      "to run the new version: raise `run` to 2 (would reach 2 sensors), with `lctasks rerun version`",
    );
  });

  it("promises no number of sensors that it cannot know", () => {
    const { tags: _unknown, ...untagged } = sensor("a");
    const { counts: _lost, ...run } = issued(version);
    const plan = planOf({
      tasks: [task("version", { target: { tag: "server" } })],
      rows: { version: row([run]) },
      sensors: [untagged],
    });
    expect(plan.held[0]?.reason).toBe("edited since run 1 was issued; `run` is the same");
    expect(plan.held[0]?.decide[0]).toBe(
      "to run the new version: raise `run` to 2, with `lctasks rerun version`",
    );
  });

  it("is an edit for another command, target or written context", () => {
    for (const members of [
      { command: "os_packages" },
      { target: { tag: "server" } },
      { context: "windows-version", contextWritten: true },
    ]) {
      expect(inShort(planOf({ tasks: [task("version", members)], rows }))).toEqual([
        "held task version (15)",
      ]);
    }
  });

  it("is recorded when the file accepts its digest, and is then no edit any more", () => {
    expect(digest()).toMatch(/^[0-9a-f]{8}$/);
    const accepting = { ...edited, accept: [digest()] };
    const plan = planOf({ tasks: [accepting], rows });
    expect(inShort(plan)).toEqual(["accept version run 1 (14)"]);
    const accepted = issued(version, { accepted: [changesOf(plan, "accept")[0]!.inputs] });
    expect(inShort(planOf({ tasks: [edited], rows: { version: row([accepted]) } }))).toEqual([
      "unchanged task version (13)",
    ]);
  });

  it("accepts no other edit than the one that was named", () => {
    const other = task("version", { command: "os_users", accept: [digest()] });
    expect(inShort(planOf({ tasks: [other], rows }))).toEqual(["held task version (15)"]);
  });
});

describe("row 16: a file that says a lower run than the ledger", () => {
  it("does nothing and says which run is in force", () => {
    const rows = { version: row([issued(version), issued(second)]) };
    const plan = planOf({ tasks: [version], rows, queue: [entryOf(issued(second))] });
    expect(inShort(plan)).toEqual(["unchanged task version (16)"]);
    expect(plan.unchanged[0]?.reason).toBe("run 2 is in force, the file says 1; the next that runs is 3");
    expect(plan.unchanged[0]?.progress?.run).toBe(2);
  });

  it("leaves alone what an old commit knows nothing of: an unresolved later run", () => {
    const rows = { version: row([issued(version), unresolved(second)]) };
    const plan = planOf({
      tasks: [version],
      rows,
      queue: [entryOf(unresolved(second), { taskId: "found" })],
    });
    expect(inShort(plan)).toEqual(["unchanged task version (16)"]);
  });

  it("never runs a number below the highest, even when that is none of its runs", () => {
    const rows = { version: row([issued(version)], { highest: 5 }) };
    for (const run of [2, 5]) {
      expect(inShort(planOf({ tasks: [task("version", { run })], rows }))).toEqual([
        "unchanged task version (16)",
      ]);
    }
    expect(inShort(planOf({ tasks: [task("version", { run: 6 })], rows }))).toContain(
      "issue version run 6 (17)",
    );
  });
});

describe("rows 17 and 18: a higher run", () => {
  it("cancels every open run by its recorded task_id, listed or not, and then issues", () => {
    const rows = { version: row([issued(version), issued(second)]) };
    const plan = planOf({ tasks: [third], rows, queue: [entryOf(issued(second))] });
    expect(inShort(plan)).toEqual([
      "cancel version run 1 id-version-1 (17)",
      "cancel version run 2 id-version-2 (17)",
      "issue version run 3 (17)",
    ]);
    expect(changesOf(plan, "cancel").map(({ pending }) => pending)).toEqual([0, 2]);
    expect(plan.changes[0]).toMatchObject({ because: "superseded", reason: "superseded by run 3" });
    expect(plan.changes[2]).toMatchObject({ reason: "run 2 → 3" });
  });

  it("cancels all ids of a run whose request was repeated", () => {
    const rows = { version: row([issued(version, { taskIds: ["a", "b"] })]) };
    expect(inShort(planOf({ tasks: [second], rows }))).toEqual([
      "cancel version run 1 a (17)",
      "cancel version run 1 b (17)",
      "issue version run 2 (17)",
    ]);
  });

  it("cancels an unresolved run by the entries with its token", () => {
    const rows = { version: row([unresolved(version)]) };
    const queue = [entryOf(unresolved(version), { taskId: "found" })];
    expect(inShort(planOf({ tasks: [second], rows, queue }))).toEqual([
      "cancel version run 1 found (17)",
      "issue version run 2 (17)",
    ]);
    expect(inShort(planOf({ tasks: [second], rows }))).toEqual(["issue version run 2 (17)"]);
  });

  it("watches an unresolved older run, and cancels it when it turns up later", () => {
    const rows = { version: row([unresolved(version), issued(second)]) };
    const queue = [entryOf(unresolved(version), { taskId: "late" })];
    expect(inShort(planOf({ tasks: [second], rows, queue }))).toEqual([
      "cancel version run 1 late (17)",
      "unchanged task version (13)",
    ]);
  });

  it("does not cancel by an exact context: that could be anybody's", () => {
    const exact = { exactContext: true, context: "version" };
    const rows = { version: row([unresolved(task("version", exact))]) };
    const queue = [entryOf(unresolved(task("version", exact)), { taskId: "maybe" })];
    expect(inShort(planOf({ tasks: [task("version", { ...exact, run: 2 })], rows, queue }))).toEqual([
      "held entry maybe (21)",
      "held task version (21)",
    ]);
  });

  it("issues at once when nothing older is open, with the difference to the run before", () => {
    const rows = { version: row([issued(version, longAgo)]) };
    const plan = planOf({ tasks: [{ ...second, command: "os_packages" }], rows });
    expect(inShort(plan)).toEqual(["issue version run 2 (18)"]);
    expect(plan.changes[0]).toMatchObject({
      diff: [{ path: "task", before: "os_version", after: "os_packages" }],
    });
  });

  it("cancels what is superseded even when the new run waits for a sensor", () => {
    const rows = { version: row([issued(version)]) };
    expect(inShort(planOf({ tasks: [second], rows, sensors: [] }))).toEqual([
      "cancel version run 1 id-version-1 (17)",
      "unchanged task version (17)",
    ]);
  });

  it("runs a restored task again only with a higher run", () => {
    const memory = { version: row([issued(version, { state: "cancelled" })], buried) };
    expect(inShort(planOf({ tasks: [version], rows: memory }))).toEqual([
      "remember version (13)",
      "unchanged task version (13)",
    ]);
    expect(inShort(planOf({ tasks: [second], rows: memory }))).toEqual(["issue version run 2 (18)"]);
  });
});

describe("row 21: a higher run that something in the queue may already be", () => {
  const rows = { version: row([issued(version, longAgo)]) };

  it("is held when its token is there: the ledger forgot a run", () => {
    const queue = [entryOf(issued(second), { taskId: "forgotten" })];
    const plan = planOf({ tasks: [second], rows, queue });
    expect(inShort(plan)).toEqual(["held entry forgotten (21)", "held task version (21)"]);
    expect(plan.held[1]?.reason).toContain("the ledger may be older than what ran");
  });

  it("is held for any unknown token of its context", () => {
    const queue = [entryOf(issued(second), { taskId: "forgotten", context: "acme-version.r2.0123abcd" })];
    expect(inShort(planOf({ tasks: [second], rows, queue }))).toContain("held task version (21)");
  });

  it("is issued beside its bare context, which a higher run was written in view of", () => {
    const queue = [entryOf(issued(second), { taskId: "theirs", context: "acme-version" })];
    expect(inShort(planOf({ tasks: [second], rows, queue }))).toEqual([
      "issue version run 2 (18)",
      "foreign entry theirs",
    ]);
  });
});

describe("rows 19 and 20: a task whose file is gone", () => {
  it("is cancelled by task_id and buried", () => {
    const plan = planOf({ rows: { version: row([issued(version)]) }, queue: [entryOf(issued(version))] });
    expect(inShort(plan)).toEqual(["cancel version run 1 id-version-1 (19)", "tombstone version (19)"]);
    expect(plan.changes[0]).toMatchObject({ because: "removed", reason: "its file was removed", pending: 2 });
  });

  it("is cancelled by the entry with its token when its answer was lost", () => {
    const rows = { version: row([unresolved(version)]) };
    const queue = [entryOf(unresolved(version), { taskId: "found" })];
    expect(inShort(planOf({ rows, queue }))).toEqual([
      "cancel version run 1 found (19)",
      "tombstone version (19)",
    ]);
    expect(inShort(planOf({ rows }))).toEqual(["tombstone version (19)"]);
  });

  it("is not cancelled by an exact context, which could be anybody's", () => {
    const exact = task("version", { exactContext: true, context: "version" });
    const rows = { version: row([unresolved(exact)]) };
    const queue = [entryOf(unresolved(exact), { taskId: "maybe" })];
    expect(inShort(planOf({ rows, queue }))).toEqual(["tombstone version (19)", "held entry maybe (21)"]);
  });

  it("stays watched after that, and is cancelled when it turns up", () => {
    const rows = { version: row([unresolved(version)], buried) };
    const queue = [entryOf(unresolved(version), { taskId: "late" })];
    expect(inShort(planOf({ rows, queue }))).toEqual(["cancel version run 1 late (17)"]);
    expect(inShort(planOf({ rows }))).toEqual([]);
  });

  it("keeps what is pending when it says onRemove: keep, also after it was buried", () => {
    const rows = { version: row([issued(version)], { onRemove: "keep" }) };
    const plan = planOf({ rows, queue: [entryOf(issued(version))] });
    expect(inShort(plan)).toEqual(["tombstone version (20)"]);
    expect(plan.changes[0]?.reason).toContain("onRemove: keep");
    for (const run of [issued(version), unresolved(version)]) {
      const kept = { version: row([run], { onRemove: "keep", ...buried }) };
      expect(inShort(planOf({ rows: kept, queue: [entryOf(run)] }))).toEqual([]);
    }
  });

  it("is only buried when it is over, and then not spoken of any more", () => {
    expect(inShort(planOf({ rows: { version: row([issued(version, longAgo)]) } }))).toEqual([
      "tombstone version (20)",
    ]);
    expect(inShort(planOf({ rows: { version: row([issued(version, longAgo)], buried) } }))).toEqual([]);
    expect(inShort(planOf({ rows: { version: baseline(version) } }))).toEqual(["tombstone version (20)"]);
  });

  it("is rid of an entry that outlived its end", () => {
    const over = issued(version, { expiresAtMs: nowMs - hourMs });
    expect(inShort(planOf({ rows: { version: row([over]) }, queue: [entryOf(over)] }))).toEqual([
      "cancel version run 1 id-version-1 (17)",
      "tombstone version (20)",
    ]);
  });
});

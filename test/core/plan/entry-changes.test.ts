import { describe, expect, it } from "vitest";
import type { QueueEntry } from "../../../src/core/model/queue.js";
import { buried, changesOf, entryOf, inShort, issued, planOf, row, task, unresolved } from "./builders.js";

const version = task("version");
const second = task("version", { run: 2 });
const run = issued(version);
const rows = { version: row([run]) };

const entry = (context: string, members: Partial<QueueEntry> = {}): QueueEntry => ({
  taskId: "theirs",
  command: "os_version",
  context,
  sids: ["sid-1"],
  ...members,
});

describe("an entry of a run that is in force", () => {
  it("is spoken of by its task alone", () => {
    expect(inShort(planOf({ tasks: [version], rows, queue: [entryOf(run)] }))).toEqual([
      "unchanged task version (11)",
    ]);
  });

  it("is cancelled by id when the platform repeated the request, bare or with a suffix; the run stays in force", () => {
    const more = [entryOf(run, { taskId: "x" }), entryOf(run, { taskId: "y", context: `${run.token}/f00` })];
    const plan = planOf({ tasks: [version], rows, queue: [entryOf(run), ...more] });
    expect(inShort(plan)).toEqual([
      "cancel version run 1 x (9)",
      "cancel version run 1 y (9)",
      "unchanged task version (11)",
    ]);
    expect(plan.changes[0]).toMatchObject({
      because: "repeated",
      token: run.token,
      pending: 2,
      reason: "the platform queued run 1 a second time",
    });
  });

  it("is its own when a person's word is all that the ledger has of the run", () => {
    const resolved = issued(version, { how: "resolved", taskIds: [] });
    const plan = planOf({ tasks: [version], rows: { version: row([resolved]) }, queue: [entryOf(resolved)] });
    expect(inShort(plan)).toEqual(["unchanged task version (11)"]);
  });

  it("is left alone while its file waits for a person", () => {
    const edited = { ...version, command: "os_packages" };
    expect(inShort(planOf({ tasks: [edited], rows, queue: [entryOf(run)] }))).toEqual([
      "held task version (15)",
    ]);
  });
});

describe("an entry of a run that is over for us", () => {
  const turnedUp = ["cancel version run 1 id-version-1 (17)"];

  it("is cancelled when it was superseded, cancelled or removed", () => {
    const worlds = [
      { tasks: [second], rows: { version: row([run, issued(second)]) } },
      { tasks: [version], rows: { version: row([issued(version, { state: "cancelled" })]) } },
      { tasks: [], rows: { version: row([run], buried) } },
    ];
    for (const world of worlds) {
      const plan = planOf({ ...world, queue: [entryOf(run)] });
      expect(inShort(plan)).toEqual(expect.arrayContaining(turnedUp));
      expect(changesOf(plan, "cancel")[0]).toMatchObject({ because: "late", pending: 2 });
    }
  });

  it("is in force again when its file is back", () => {
    expect(
      inShort(planOf({ tasks: [version], rows: { version: row([run], buried) }, queue: [entryOf(run)] })),
    ).toEqual(["remember version (13)", "unchanged task version (11)"]);
  });

  it("is in force again even while an edit of the restored file is held", () => {
    const edited = { ...version, command: "os_packages" };
    const plan = planOf({ tasks: [edited], rows: { version: row([run], buried) }, queue: [entryOf(run)] });
    expect(inShort(plan)).toEqual(["remember version (13)", "held task version (15)"]);
  });
});

describe("an entry that no remembered run explains", () => {
  it("is held under a context that we declare or remember", () => {
    const unknown = entry("acme-version.r7.0123abcd");
    expect(inShort(planOf({ tasks: [version], rows, queue: [unknown] }))).toContain("held entry theirs (21)");
    expect(inShort(planOf({ rows: { version: row([run], buried) }, queue: [unknown] }))).toEqual([
      "held entry theirs (21)",
    ]);
    const plan = planOf({ tasks: [version], rows, queue: [unknown] });
    expect(plan.held[0]?.reason).toContain("acme-version.r7.0123abcd");
    expect(plan.changes).toEqual([]);
  });

  it("is held under a context that we sent as written, whoever made it", () => {
    const exact = task("version", { exactContext: true, context: "version" });
    const sent = { version: row([issued(exact)]) };
    for (const context of ["version", "version/f00"]) {
      expect(inShort(planOf({ tasks: [exact], rows: sent, queue: [entry(context)] }))).toEqual([
        "held entry theirs (21)",
        "unchanged task version (13)",
      ]);
    }
    expect(inShort(planOf({ tasks: [exact], rows: sent, queue: [entryOf(issued(exact))] }))).toEqual([
      "unchanged task version (11)",
    ]);
  });

  it("is foreign otherwise, and shown with its command and context", () => {
    const { command: _untold, ...bare } = entry("", { taskId: "bare" });
    const plan = planOf({
      tasks: [version],
      rows,
      queue: [entry("their.r1.0123abcd"), entry("acme-version", { taskId: "short" }), bare],
    });
    expect(plan.changes).toEqual([]);
    expect(plan.foreign).toEqual([
      { object: "entry", name: "bare", detail: "(command not listed)", pending: 1 },
      { object: "entry", name: "short", detail: "os_version, context acme-version", pending: 1 },
      { object: "entry", name: "theirs", detail: "os_version, context their.r1.0123abcd", pending: 1 },
    ]);
  });

  it("does not become ours by beginning or ending like a token of ours", () => {
    for (const context of [`${run.token}0`, `x${run.token}`, `their/${run.token}`, run.token.slice(0, -1)]) {
      const plan = planOf({ tasks: [version], rows, queue: [entry(context)] });
      expect(plan.changes).toEqual([]);
      expect(plan.foreign).toHaveLength(1);
    }
  });
});

describe("an entry of a task that stays as it is", () => {
  it("is not cancelled while its task may have been renamed", () => {
    const queue = [
      entryOf(unresolved(version), { taskId: "x" }),
      entryOf(unresolved(version), { taskId: "y" }),
    ];
    const plan = planOf({ tasks: [task("new")], rows: { version: row([unresolved(version)]) }, queue });
    expect(inShort(plan)).toEqual(["held task new (4)", "held task version (4)"]);
  });
});

import { describe, expect, it } from "vitest";
import type { RunRow, TaskRow } from "../../../src/core/model/ledger.js";
import type { QueueEntry } from "../../../src/core/model/queue.js";
import { personCancels } from "../../../src/core/plan/person-cancels.js";
import { personEnds } from "../../../src/core/plan/person-ends.js";
import { entryOf, issued, ledgerOf, longAgo, nowMs, row, task, unresolved } from "./builders.js";

const version = issued(task("version"));
const users = issued(task("users"));

const cancelsOf = (
  rows: { readonly [name: string]: TaskRow },
  entries: readonly QueueEntry[] = [],
  names?: readonly string[],
) =>
  personCancels({
    ledger: ledgerOf(rows),
    entries,
    nowMs,
    ...(names === undefined ? {} : { names: new Set(names) }),
  });
const idsOf = (...input: Parameters<typeof cancelsOf>): string[] =>
  cancelsOf(...input).changes.map(({ taskId }) => taskId);
const foreign = (members: Partial<RunRow> = {}): RunRow => ({
  ...version,
  how: "adopted",
  foreign: "keep",
  exactContext: true,
  token: "theirs",
  ...members,
});

describe("what a person's cancel does", () => {
  it("cancels open runs by their recorded ids whatever the queue shows, what waits first", () => {
    const rows = { version: row([version]), users: row([users]) };
    expect(idsOf(rows, [entryOf(users)])).toEqual(["id-users-1", "id-version-1"]);
    expect(idsOf(rows, [], ["version"])).toEqual(["id-version-1"]);
    expect(cancelsOf(rows, [entryOf(users)]).changes[0]).toMatchObject({
      pending: 2,
      because: "person",
      run: 1,
    });
  });

  it("passes over what is over, unless the queue still shows it", () => {
    const ended = { ...version, ...longAgo };
    const cancelled: RunRow = { ...version, state: "cancelled" };
    for (const run of [ended, cancelled]) {
      expect(idsOf({ version: row([run]) })).toEqual([]);
      expect(idsOf({ version: row([run]) }, [entryOf(run), entryOf(run, { taskId: "late" })])).toEqual([
        "id-version-1",
        "late",
      ]);
    }
  });

  it("finds an unresolved run by its token, and says so when it does not", () => {
    const run = unresolved(task("version"));
    const rows = { version: row([run]) };
    expect(idsOf(rows, [entryOf(run, { taskId: "found" })])).toEqual(["found"]);
    expect(cancelsOf(rows)).toMatchObject({
      changes: [],
      left: [{ task: "version", run: 1, state: "unknown" }],
    });
  });

  it("leaves what was adopted without owning it, and cancels what is owned", () => {
    const entry = entryOf(foreign(), { context: "theirs" });
    expect(cancelsOf({ version: row([foreign()]) }, [entry])).toMatchObject({
      changes: [],
      left: [{ state: "kept", why: expect.stringContaining("id-version-1") as string }],
    });
    expect(cancelsOf({ version: row([foreign(longAgo)]) })).toEqual({ changes: [], left: [] });
    expect(idsOf({ version: row([foreign({ foreign: "own" })]) }, [entry])).toEqual(["id-version-1"]);
  });

  it("never takes an entry that nobody can prove to be ours", () => {
    const strangers = [
      entryOf(version, { taskId: "other-command", command: "os_users" }),
      entryOf(version, { taskId: "other-context", context: "x" }),
    ];
    expect(idsOf({ version: row([version]) }, strangers)).toEqual(["id-version-1"]);
  });
});

describe("the runs in parts that a person's cancel ends", () => {
  const part = { wave: { from: 0, to: 13 } };
  const wave = (members: Partial<RunRow> = {}): RunRow => ({ ...version, part, ...members });
  const endsOf = (of: TaskRow, names?: readonly string[]) =>
    personEnds({ ledger: ledgerOf({ version: of }), nowMs, ...(names && { names: new Set(names) }) });
  const ended = [{ task: "version", run: 1 }];

  it("are those that may go on: the named ones, or all of which something may still be delivered", () => {
    expect(endsOf(row([wave()]))).toEqual(ended);
    expect(endsOf(row([wave(longAgo)]))).toEqual([]);
    expect(endsOf(row([wave(longAgo)]), ["version"])).toEqual(ended);
    expect(endsOf(row([wave()]), ["users"])).toEqual([]);
    expect(endsOf(row([wave({ state: "cancelled", superseded: true })]), ["version"])).toEqual(ended);
  });

  it("are none that ended, nor a run without parts", () => {
    const over = [
      row([version]),
      row([]),
      row([wave({ over: true })]),
      row([wave({ state: "cancelled" })]),
      { ...row([wave()]), tombstone: { atMs: nowMs } },
    ];
    for (const one of over) expect(endsOf(one, ["version"])).toEqual([]);
  });
});

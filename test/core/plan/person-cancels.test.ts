import { describe, expect, it } from "vitest";
import type { RunRow, TaskRow } from "../../../src/core/model/ledger.js";
import type { QueueEntry } from "../../../src/core/model/queue.js";
import { personCancels } from "../../../src/core/plan/person-cancels.js";
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

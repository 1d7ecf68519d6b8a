import { describe, expect, it } from "vitest";
import type { AdoptChange, CancelChange, IssueChange } from "../../../src/core/model/change.js";
import { given } from "../../../src/core/model/given.js";
import type { TaskRow } from "../../../src/core/model/ledger.js";
import { taskId } from "../../../src/core/model/queue.js";
import {
  withAccepted,
  withAdopted,
  withCancelled,
  withIntent,
  withIssued,
  withoutIntent,
  withRemembered,
  withRule,
  withTask,
  withTombstone,
} from "../../../src/core/plan/record.js";
import { runInputs } from "../../../src/core/plan/run-inputs.js";
import {
  baseline,
  buried,
  changesOf,
  entryOf,
  hourMs,
  issued,
  ledgerOf,
  nowMs,
  planOf,
  row,
  task,
  tokenOf,
  unresolved,
} from "./builders.js";

const version = task("version");
const second = task("version", { run: 2 });
const empty = ledgerOf({});

const issueOf = (declared = version, rows: { [name: string]: TaskRow } = {}): IssueChange =>
  given(changesOf(planOf({ tasks: [declared], rows }), "issue")[0], "the issue");
const rowOf = (members: { tasks: { [name: string]: TaskRow } }): TaskRow =>
  given(members.tasks["version"], "the row");

describe("rows of the ledger", () => {
  it("are put in, replaced and taken out without touching the others", () => {
    const members = ledgerOf({ a: row([]) }, { k: { task: "a" } });
    expect(withTask(members, "b", row([])).tasks).toEqual({ a: row([]), b: row([]) });
    expect(withTask(members, "a", undefined).tasks).toEqual({});
    expect(withRule(members, "l", { task: "b" }).rules).toEqual({ k: { task: "a" }, l: { task: "b" } });
    expect(withRule(members, "k", undefined).rules).toEqual({});
    expect(members.tasks).toEqual({ a: row([]) });
  });

  it("may have names that objects have by nature", () => {
    const members = withTask(withTask(empty, "constructor", row([])), "__proto__", baseline(version));
    expect(Object.keys(members.tasks)).toEqual(["constructor", "__proto__"]);
    expect(Object.getPrototypeOf(members.tasks)).toBe(Object.prototype);
    expect(withTask(members, "constructor", undefined).tasks).toHaveProperty(["__proto__"]);
    expect(withTombstone(empty, "constructor", nowMs)).toBe(empty);
  });
});

describe("an intent", () => {
  it("records the request to the letter before it is sent", () => {
    const change = issueOf();
    const origin = { commit: "c0ffee", author: "Alice <alice@example.org>", nowMs };
    expect(rowOf(withIntent(empty, change, origin))).toEqual({
      highest: 1,
      onRemove: "cancel",
      runs: [
        {
          run: 1,
          token: tokenOf(version),
          state: "unresolved",
          how: "requested",
          digestVersion: 1,
          inputs: runInputs(version),
          exactContext: false,
          request: change.request,
          taskIds: [],
          intentAtMs: nowMs,
          expiresAtMs: nowMs + 604_800_000,
          commit: "c0ffee",
          author: "Alice <alice@example.org>",
        },
      ],
    });
  });

  it("knows no commit outside Git", () => {
    expect(rowOf(withIntent(empty, issueOf(), { nowMs })).runs[0]).not.toHaveProperty("commit");
  });

  it("keeps the runs before it, and brings a buried task back", () => {
    const before = {
      version: row([issued(version, { state: "cancelled" })], { onRemove: "keep", ...buried }),
    };
    const after = rowOf(withIntent(ledgerOf(before), issueOf(second, before), { nowMs }));
    expect(after).toMatchObject({ highest: 2, onRemove: "cancel", runs: [{ run: 1 }, { run: 2 }] });
    expect(after).not.toHaveProperty("tombstone");
  });

  it("taken back leaves everything as it was", () => {
    const change = issueOf();
    const intended = withIntent(empty, change, { nowMs });
    expect(withoutIntent(intended, change, undefined).tasks).toEqual({});
    const before = row([issued(version)], buried);
    expect(rowOf(withoutIntent(intended, change, before))).toEqual(before);
  });
});

describe("an answer", () => {
  const intended = withIntent(empty, issueOf(), { nowMs: nowMs - hourMs });

  it("makes the run issued, and lets its time count from the answer", () => {
    const counts = { total: 3, tasked: 1, queued: 2 };
    const after = rowOf(withIssued(intended, issueOf(), { taskId: "id", counts, nowMs }));
    expect(after.runs[0]).toMatchObject({
      state: "issued",
      taskIds: ["id"],
      issuedAtMs: nowMs,
      expiresAtMs: nowMs + 604_800_000,
      counts,
    });
  });

  it("found in the queue has no counts", () => {
    expect(rowOf(withIssued(intended, issueOf(), { taskId: "id", nowMs })).runs[0]).not.toHaveProperty(
      "counts",
    );
  });

  it("for a run that nobody intended changes nothing", () => {
    expect(withIssued(empty, issueOf(), { taskId: "id", nowMs })).toBe(empty);
    const other = ledgerOf({ version: row([issued(second)]) });
    expect(withIssued(other, issueOf(), { taskId: "id", nowMs })).toBe(other);
  });
});

describe("an adopted entry", () => {
  const adopting = (rows: { [name: string]: TaskRow }, members = {}): AdoptChange => {
    const queue = [entryOf(unresolved(version), { taskId: "found", ...members })];
    return given(changesOf(planOf({ tasks: [version], rows, queue }), "adopt")[0], "the adoption");
  };

  it("becomes the run that it is", () => {
    const after = rowOf(withAdopted(empty, adopting({}), nowMs));
    expect(after).toMatchObject({ highest: 1, onRemove: "cancel" });
    expect(after.runs).toEqual([
      expect.objectContaining({
        run: 1,
        token: tokenOf(version),
        state: "issued",
        how: "adopted",
        taskIds: ["found"],
        expiresAtMs: nowMs + 604_800_000,
      }),
    ]);
  });

  it("resolves the run whose answer was lost, and keeps what was recorded of it", () => {
    const lost = unresolved(version, { commit: "c0ffee" });
    const rows = { version: row([lost]) };
    const after = rowOf(withAdopted(ledgerOf(rows), adopting(rows), nowMs)).runs;
    const { intentAtMs, expiresAtMs } = lost;
    expect(after).toEqual([
      {
        ...lost,
        state: "issued",
        how: "adopted",
        taskIds: ["found"],
        issuedAtMs: nowMs,
        intentAtMs,
        expiresAtMs,
      },
    ]);
  });
});

describe("a cancelled run", () => {
  const cancelOf = (because: CancelChange["because"], id = "id-version-1"): CancelChange => {
    const rows = { version: row([issued(version)]) };
    const [change] = changesOf(planOf({ tasks: [second], rows }), "cancel");
    return { ...given(change, "the cancel"), because, taskId: taskId(id) };
  };
  const ledger = ledgerOf({ version: row([issued(version)]) });

  it("is over for us", () => {
    for (const because of ["superseded", "removed", "late"] as const) {
      expect(rowOf(withCancelled(ledger, cancelOf(because), nowMs)).runs[0]).toMatchObject({
        state: "cancelled",
        cancelledAtMs: nowMs,
        taskIds: ["id-version-1"],
      });
    }
  });

  it("goes on when only a repetition of it was cancelled; the id is noted", () => {
    const [run] = rowOf(withCancelled(ledger, cancelOf("repeated", "again"), nowMs)).runs;
    expect(run).toEqual({ ...issued(version), taskIds: ["id-version-1", "again"] });
  });
});

describe("what only the ledger learns", () => {
  const ledger = ledgerOf({ version: row([issued(version)]) });

  it("is an accepted wording, beside those before it", () => {
    const accepting = (command: string) => ({
      verb: "accept" as const,
      row: "14",
      reason: "",
      fingerprint: "",
      task: "version",
      run: 1,
      inputs: { command, target: { tag: "server" } },
      diff: [],
    });
    const after = withAccepted(withAccepted(ledger, accepting("a")), accepting("b"));
    expect(rowOf(after).runs[0]?.accepted?.map(({ command }) => command)).toEqual(["a", "b"]);
  });

  it("is a removal, which forgets nothing, and a return", () => {
    const gone = withTombstone(ledger, "version", nowMs);
    expect(rowOf(gone)).toEqual({ ...row([issued(version)]), tombstone: { atMs: nowMs } });
    expect(rowOf(withRemembered(gone, "version", "keep"))).toEqual(
      row([issued(version)], { onRemove: "keep" }),
    );
  });

  it("is nothing about a task that was never heard of", () => {
    expect(withTombstone(ledger, "other", nowMs)).toBe(ledger);
    expect(withRemembered(ledger, "other", "keep")).toBe(ledger);
  });
});

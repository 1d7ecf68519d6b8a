import type { CancelChange } from "../model/change.js";
import { isKept, isOpen, type Ledger, type RunRow } from "../model/ledger.js";
import { type QueueEntry, taskId } from "../model/queue.js";
import { fingerprints } from "./fingerprint.js";
import { groupBy } from "./group-by.js";
import { type KnownRuns, knownRuns, ownerOf } from "./queue-index.js";

/** A run that a person wants to be rid of and that is not cancelled, and why. */
export interface LeftRun {
  readonly task: string;
  readonly run: number;
  readonly why: string;
  /** `kept`: it is not ours to cancel. `unknown`: it may turn up in the queue. */
  readonly state: "kept" | "unknown";
}

/** What a person's cancel does: what waits somewhere first. */
export interface PersonCancels {
  readonly changes: readonly CancelChange[];
  readonly left: readonly LeftRun[];
}

export interface PersonCancelsInput {
  readonly ledger: Ledger;
  readonly entries: readonly QueueEntry[];
  readonly nowMs: number;
  /** The tasks that are meant; undefined: all. */
  readonly names?: ReadonlySet<string>;
}

/**
 * Everything of some tasks that is pending or may be: open runs by every task_id we know, whatever the queue shows, and every entry
 * that provably is of a run of theirs, however late it turned up. Runs that were adopted without owning them are left.
 */
export function personCancels({ ledger, entries, nowMs, names }: PersonCancelsInput): PersonCancels {
  const known = knownRuns(ledger);
  const pending = new Map(entries.map((entry) => [entry.taskId, entry.sids.length]));
  const found = groupBy(entries, (entry) => keyOf(entry, known));
  const chosen = Object.entries(ledger.tasks).filter(([name]) => names === undefined || names.has(name));
  const runs = chosen.flatMap(([task, { runs: all }]) =>
    all.map((run) => {
      const own = found.get(runKey(task, run)) ?? [];
      return { task, run, ids: idsOf(run, own, nowMs) };
    }),
  );
  const changes = runs.flatMap(({ task, run, ids }) =>
    isKept(run)
      ? []
      : ids.map((id) => cancelOf({ task, run, id, waiting: pending.get(id) ?? 0 }, ledger.oid)),
  );
  return {
    changes: changes.toSorted((a, b) => b.pending - a.pending),
    left: runs.flatMap(({ task, run, ids }) => leftOf(task, run, ids) ?? []),
  };
}

const runKey = (task: string, { run, token }: RunRow): string => `${task} ${run} ${token}`;

function keyOf(entry: QueueEntry, known: KnownRuns): string | undefined {
  const owner = ownerOf(entry, known);
  return owner && runKey(owner.task, owner.run);
}

function idsOf(run: RunRow, found: readonly QueueEntry[], nowMs: number): string[] {
  const recorded = isOpen(run, nowMs) ? run.taskIds : [];
  return [...new Set([...recorded, ...found.map((entry) => entry.taskId)])];
}

function leftOf(task: string, { run, state, foreign }: RunRow, ids: readonly string[]): LeftRun | undefined {
  if (foreign === "keep" && ids.length > 0)
    return {
      task,
      run,
      state: "kept",
      why: `somebody else made it, and it was adopted without \`--own\` (task_id ${ids.join(", ")})`,
    };
  if (state === "unresolved" && ids.length === 0)
    return {
      task,
      run,
      state: "unknown",
      why: "nobody knows whether it was sent, and the queue does not show it now",
    };
  return undefined;
}

interface Pending {
  readonly task: string;
  readonly run: RunRow;
  readonly id: string;
  readonly waiting: number;
}

function cancelOf({ task, run, id, waiting }: Pending, oid: string): CancelChange {
  const change = {
    verb: "cancel" as const,
    row: "person",
    reason: "a person asked for it",
    task,
    run: run.run,
    token: run.token,
    taskId: taskId(id),
    pending: waiting,
    because: "person" as const,
  };
  return { ...change, fingerprint: fingerprints(oid, null)(change) };
}

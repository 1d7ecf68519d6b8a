import { type Ledger, latestRun, type RunRow, type TaskRow } from "../model/ledger.js";
import type { QueueEntry } from "../model/queue.js";
import { carriesToken, contextOf } from "../model/token.js";

/** A run that the ledger knows, with the task it belongs to now. */
export interface KnownRun {
  readonly task: string;
  readonly row: TaskRow;
  readonly run: RunRow;
}

/** The queue by what identifies an entry, so that no decision scans it. */
export interface QueueIndex {
  readonly entries: readonly QueueEntry[];
  /** Entries whose context carries this token, in order of task_id. */
  withToken(token: string): readonly QueueEntry[];
  withTaskId(id: string): QueueEntry | undefined;
  /** Entries formed from this context, known or not: as written, or with the shape of a token. */
  ofContext(context: string): readonly QueueEntry[];
}

/** The token that a queued context carries: without a suffix after a slash. */
export function tokenIn(entry: QueueEntry): string {
  const slash = entry.context.indexOf("/");
  return slash < 0 ? entry.context : entry.context.slice(0, slash);
}

/** Indexes a queue. Linear. */
export function indexQueue(entries: readonly QueueEntry[]): QueueIndex {
  const sorted = [...entries].sort((a, b) => (a.taskId < b.taskId ? -1 : 1));
  const byToken = groupBy(sorted, tokenIn);
  const byContext = groupBy(sorted, (entry) => contextOf(tokenIn(entry)));
  const byTaskId = new Map(sorted.map((entry) => [entry.taskId, entry]));
  return {
    entries: sorted,
    withToken: (token) => (byToken.get(token) ?? []).filter((entry) => carriesToken(entry.context, token)),
    withTaskId: (id) => byTaskId.get(id),
    ofContext: (context) => byContext.get(context) ?? [],
  };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** Every run the ledger knows: by token, and by task_id. */
export function knownRuns(ledger: Ledger): {
  readonly byToken: ReadonlyMap<string, KnownRun>;
  readonly byTaskId: ReadonlyMap<string, KnownRun>;
  /** Contexts that any remembered token was formed from. */
  readonly contexts: ReadonlySet<string>;
} {
  const all = Object.entries(ledger.tasks).flatMap(([task, row]) =>
    row.runs.map((run) => ({ task, row, run })),
  );
  return {
    byToken: new Map(all.map((known) => [known.run.token, known])),
    byTaskId: new Map(all.flatMap((known) => known.run.taskIds.map((id) => [id, known] as const))),
    contexts: new Set(all.map((known) => contextOf(known.run.token))),
  };
}

/** True when a run is the one its task stands by: the latest, not cancelled, its task not removed (or removed with `onRemove: keep`). */
export function isInForce({ row, run }: KnownRun): boolean {
  if (run.state === "cancelled" || latestRun(row)?.run !== run.run) return false;
  return row.tombstone === undefined || row.onRemove === "keep";
}

import { splitCommand } from "../command/words.js";
import { sameJson } from "../model/canonical.js";
import { compareText } from "../model/finding.js";
import { isOfLatest, type Ledger, type RunRow, type TaskRow } from "../model/ledger.js";
import type { QueueEntry } from "../model/queue.js";
import { contextOf } from "../model/token.js";
import { groupBy } from "./group-by.js";

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
  const sorted = entries.toSorted((a, b) => compareText(a.taskId, b.taskId));
  const byToken = groupBy(sorted, tokenIn);
  const byContext = groupBy(sorted, (entry) => contextOf(tokenIn(entry)));
  const byTaskId = new Map(sorted.map((entry) => [entry.taskId, entry]));
  return {
    entries: sorted,
    withToken: (token) => byToken.get(token) ?? [],
    withTaskId: (id) => byTaskId.get(id),
    ofContext: (context) => byContext.get(context) ?? [],
  };
}

/** Every run the ledger knows, by what a queue entry can prove to be it. */
export interface KnownRuns {
  /** Unique tokens only: a context that was sent as written (`exactContext`) proves nothing. */
  readonly byToken: ReadonlyMap<string, KnownRun>;
  readonly byTaskId: ReadonlyMap<string, KnownRun>;
  /** Contexts that any remembered token was formed from. */
  readonly contexts: ReadonlySet<string>;
  /** Contexts that we sent as written; those of adopted runs stay somebody else's. */
  readonly exactContexts: ReadonlySet<string>;
}

/** Indexes the runs of a ledger. Linear. */
export function knownRuns(ledger: Pick<Ledger, "tasks">): KnownRuns {
  const all = Object.entries(ledger.tasks).flatMap(([task, row]) =>
    row.runs.map((run) => ({ task, row, run })),
  );
  const exact = all.filter(({ run }) => run.exactContext && run.foreign === undefined);
  const unique = all.filter(({ run }) => !run.exactContext);
  return {
    byToken: new Map(unique.map((known) => [known.run.token, known])),
    byTaskId: new Map(all.flatMap((known) => known.run.taskIds.map((id) => [id, known] as const))),
    contexts: new Set(unique.map((known) => contextOf(known.run.token))),
    exactContexts: new Set(exact.map((known) => known.run.token)),
  };
}

/** The run that a queue entry provably is of: by its recorded task_id, else by its token and command. */
export function ownerOf(entry: QueueEntry, known: KnownRuns): KnownRun | undefined {
  const owner = known.byToken.get(tokenIn(entry));
  return (
    known.byTaskId.get(entry.taskId) ??
    (owner && runsCommand(entry, owner.run.request.command) ? owner : undefined)
  );
}

/**
 * True unless an entry shows another command: somebody who reuses our token for a follow-up has made a task of their own.
 * Words are compared, because nobody publishes how `list` spells a command.
 */
export function runsCommand({ command }: QueueEntry, line: string): boolean {
  if (command === undefined || command === line) return true;
  const [listed, ours] = [splitCommand(command), splitCommand(line)];
  return listed.ok && ours.ok && sameJson(listed.words, ours.words);
}

/** True when a run is the one its task stands by: the latest, not cancelled, its task not removed (or removed with `onRemove: keep`). */
export function isInForce({ row, run }: KnownRun): boolean {
  if (run.state === "cancelled" || !isOfLatest(row, run)) return false;
  return row.tombstone === undefined || row.onRemove === "keep";
}

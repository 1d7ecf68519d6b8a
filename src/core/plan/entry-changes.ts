import type { Ledger } from "../model/ledger.js";
import { type QueueEntry, taskId } from "../model/queue.js";
import { contextOf } from "../model/token.js";
import { decideEntry, type EntryFacts } from "./decide-entry.js";
import type { Decided } from "./decided.js";
import { isInForce, type KnownRun, knownRuns, type QueueIndex, tokenIn } from "./queue-index.js";

export interface EntryInput {
  readonly queue: QueueIndex;
  readonly ledger: Ledger;
  /** Contexts of the declared tasks. */
  readonly contexts: ReadonlySet<string>;
  /** Task ids that the plan already speaks of (adopted or cancelled by a task's own row). */
  readonly spokenFor: ReadonlySet<string>;
}

/** Decides about every queue entry that no task's row speaks of. */
export function entryChanges(input: EntryInput): Decided[] {
  const known = knownRuns(input.ledger);
  const contexts = new Set([...input.contexts, ...known.contexts]);
  return input.queue.entries
    .filter((entry) => !input.spokenFor.has(entry.taskId))
    .map((entry) => {
      const run = known.byTaskId.get(entry.taskId) ?? known.byToken.get(tokenIn(entry));
      return decide(entry, run, contexts);
    });
}

function factsOf(entry: QueueEntry, known: KnownRun | undefined, contexts: ReadonlySet<string>): EntryFacts {
  const recorded = known?.run.taskIds.includes(entry.taskId) ?? false;
  const taskIdFact = recorded ? "recorded" : "other";
  if (known !== undefined && (recorded || !known.run.exactContext)) {
    return { token: isInForce(known) ? "in-force" : "ended", taskId: taskIdFact };
  }
  const token = tokenIn(entry);
  const shaped = contextOf(token) !== token || known !== undefined;
  return { token: shaped && contexts.has(contextOf(token)) ? "unknown" : "none", taskId: taskIdFact };
}

function decide(entry: QueueEntry, known: KnownRun | undefined, contexts: ReadonlySet<string>): Decided {
  const { row, decision } = decideEntry(factsOf(entry, known, contexts));
  switch (decision) {
    case "none":
      return {};
    case "cancel":
      return { changes: [lateCancel(row, entry, known as KnownRun)] };
    case "held":
      return { held: [heldEntry(row, entry)] };
    case "foreign":
      return { foreign: [foreignEntry(entry)] };
  }
}

function lateCancel(
  row: string,
  entry: QueueEntry,
  { task, run }: KnownRun,
): NonNullable<Decided["changes"]>[number] {
  const repeated = row === "9";
  return {
    verb: "cancel",
    row,
    reason: repeated
      ? `the platform queued run ${run.run} a second time`
      : `run ${run.run} is over for us and turned up in the queue`,
    task,
    run: run.run,
    token: run.token,
    taskId: taskId(entry.taskId),
    pending: entry.sids.length,
    because: repeated ? "repeated" : "late",
  };
}

function heldEntry(row: string, entry: QueueEntry): NonNullable<Decided["held"]>[number] {
  return {
    row,
    object: "entry",
    name: entry.taskId,
    reason: `it carries ${entry.context}, a token of one of our contexts that the ledger does not know`,
    decide: [
      "another project or an older ledger may have made it: restore that ledger, or let the entry end",
      "to be rid of it now, cancel it where it was made",
    ],
    diff: [],
  };
}

function foreignEntry(entry: QueueEntry): NonNullable<Decided["foreign"]>[number] {
  return {
    object: "entry",
    name: entry.taskId,
    detail: `${entry.command ?? "(command not listed)"}${entry.context === "" ? "" : `, context ${entry.context}`}`,
    pending: entry.sids.length,
  };
}

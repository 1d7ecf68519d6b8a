import type { Change, Foreign, Held } from "../model/change.js";
import { given } from "../model/given.js";
import { type QueueEntry, taskId } from "../model/queue.js";
import { isKept, type Ledger, taskRow } from "../model/ledger.js";
import type { Task } from "../model/task.js";
import { contextOf, runOf } from "../model/token.js";
import { decideEntry, type EntryDecision, type EntryFacts } from "./decide-entry.js";
import type { Decided } from "./decided.js";
import type { Unsigned } from "./fingerprint.js";
import { howTo } from "./how-to.js";
import {
  isInForce,
  type KnownRun,
  type KnownRuns,
  ownerOf,
  type QueueIndex,
  runsCommand,
  tokenIn,
} from "./queue-index.js";

export interface EntryInput {
  readonly queue: QueueIndex;
  /** The runs as the ledger will have them after this plan. */
  readonly known: KnownRuns;
  /** The declared tasks by their context. */
  readonly contexts: ReadonlyMap<string, Task>;
  /** Alias. */
  readonly organization: string;
  /** After the moves. */
  readonly ledger: Pick<Ledger, "tasks">;
  /** Tasks that are paused, or held because of their name. */
  readonly frozen: ReadonlySet<string>;
  /** Task ids that the plan already speaks of (adopted or cancelled by a task's own row). */
  readonly spokenFor: ReadonlySet<string>;
}

/** Decides about every queue entry that no task's row speaks of. */
export function entryChanges(input: EntryInput): Decided[] {
  return input.queue.entries
    .filter((entry) => !input.spokenFor.has(entry.taskId))
    .map((entry) => decide(entry, ownerOf(entry, input.known), input));
}

function factsOf(entry: QueueEntry, owner: KnownRun | undefined, input: EntryInput): EntryFacts {
  if (owner === undefined) {
    return { token: isUnknown(tokenIn(entry), input) ? "unknown" : "none", taskId: "other", task: "free" };
  }
  const { taskIds } = owner.run;
  return {
    token: isInForce(owner) ? "in-force" : "ended",
    taskId: taskIds.includes(entry.taskId) ? "recorded" : taskIds.length === 0 ? "first" : "other",
    task: input.frozen.has(owner.task) ? "frozen" : isKept(owner.run) ? "kept" : "free",
  };
}

/** A context that we sent as written, or the shape of a token of a context that we declare or remember. */
function isUnknown(token: string, { known, contexts }: EntryInput): boolean {
  const context = contextOf(token);
  if (known.exactContexts.has(token)) return true;
  return context !== token && (contexts.has(context) || known.contexts.has(context));
}

function decide(entry: QueueEntry, owner: KnownRun | undefined, input: EntryInput): Decided {
  const { row, decision } = decideEntry(factsOf(entry, owner, input));
  return effects[decision](row, entry, { owner, input });
}

type Effect = (
  row: string,
  entry: QueueEntry,
  about: { readonly owner: KnownRun | undefined; readonly input: EntryInput },
) => Decided;

/** What follows from each decision. */
const effects: { readonly [decision in EntryDecision]: Effect } = {
  none: () => ({}),
  cancel: (row, entry, { owner }) => ({
    changes: [lateCancel(row, entry, given(owner, "the run of the entry"))],
  }),
  held: (row, entry, { input }) => ({ held: [heldEntry(row, entry, input)] }),
  foreign: (_, entry) => ({ foreign: [foreignEntry(entry)] }),
};

function lateCancel(row: string, entry: QueueEntry, { task, run }: KnownRun): Unsigned<Change> {
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

function heldEntry(row: string, entry: QueueEntry, input: EntryInput): Held {
  return {
    row,
    object: "entry",
    name: entry.taskId,
    reason: `it carries ${entry.context}, a context of ours, and is no run that the ledger remembers: ${entry.command ?? "its command is not listed"}`,
    decide: [
      ...adoptionOf(entry, input),
      "an older ledger, another project or a person may have made it: restore that ledger, or let the entry end",
      "to be rid of it now, cancel it where it was made",
    ],
    diff: [],
  };
}

/** How the entry becomes a run of the declared task with its context: where that is the same work, and its number is free. */
function adoptionOf(entry: QueueEntry, { contexts, organization, ledger }: EntryInput): string[] {
  const token = tokenIn(entry);
  const task = contexts.get(token) ?? contexts.get(contextOf(token));
  if (task === undefined || !runsCommand(entry, task.command)) return [];
  const number = task.exactContext ? undefined : runOf(token);
  const first = (taskRow(ledger, task.name)?.highest ?? 0) + 1;
  if (number !== undefined && number < first) return [];
  const wanted = number ?? Math.max(first, task.run);
  const raise = wanted === task.run ? "" : `raise \`run\` of ${task.name} to ${wanted} in its file, then `;
  const command = howTo(organization, "adopt", task.name, "--task-id", entry.taskId);
  return [`it is run ${wanted} of ${task.name}: ${raise}${command} (recorded, nothing is sent)`];
}

function foreignEntry(entry: QueueEntry): Foreign {
  return {
    object: "entry",
    name: entry.taskId,
    detail: `${entry.command ?? "(command not listed)"}${entry.context === "" ? "" : `, context ${entry.context}`}`,
    pending: entry.sids.length,
  };
}

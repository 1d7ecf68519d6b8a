import type { Evidence } from "../model/evidence.js";
import { expiryMarginMs, isKept, isOpen, type RunRow, type TaskRow } from "../model/ledger.js";
import { isSamePeriod } from "../model/run-part.js";
import type { QueueEntry } from "../model/queue.js";
import { carriesToken } from "../model/token.js";
import type { TaskFacts } from "./decide-task.js";
import { ownerOf, type QueueIndex, tokenIn, runsCommand } from "./queue-index.js";
import { inputsDigest, sameInputs } from "./run-inputs.js";
import type { DeclaredRun, Situation } from "./situation.js";

/** Reduces one task's situation to what the table depends on. The organization's own rows (1 and 2) are decided before. */
export function taskFacts(situation: Situation): TaskFacts {
  const { twin } = situation;
  const memory = memoryOf(situation);
  return {
    ledger: "usable",
    queue: "readable",
    desired: desiredOf(situation),
    identity: twin === undefined ? "clear" : "twin",
    memory,
    digest: digestOf(situation),
    next: nextOf(situation),
    older: olderOf(situation),
    entry: entryOf(situation, memory),
  };
}

function desiredOf(situation: Situation): TaskFacts["desired"] {
  if (isPaused(situation)) return "paused";
  return situation.declared === undefined ? "absent" : "declared";
}

/** A pause in the ledger holds for removed tasks as well: nothing of them is cancelled before somebody resumes. */
export function isPaused({ declared, pause, row }: Situation): boolean {
  if (declared === undefined) return pause !== undefined && row?.tombstone === undefined;
  return pause !== undefined || declared.task.paused;
}

function nextOf({ due, next }: Situation): TaskFacts["next"] {
  if (next?.state === "halted") return "halted";
  return due === undefined ? "none" : "due";
}

function memoryOf({ declared, row, latest }: Situation): TaskFacts["memory"] {
  if (row === undefined) return "none";
  if (declared === undefined) return "higher";
  const { run } = declared.task;
  if (run > row.highest) return "lower";
  if (isUnknown(row, latest, run)) return "unknown";
  if (latest === undefined) return "covered";
  if (latest.run !== run) return "higher";
  return latest.state === "unresolved" ? "unresolved" : "issued";
}

/** True for a run that a lost ledger may have known: only what came after it was made again, or a person's word, says more. */
function isUnknown({ unknown }: TaskRow, latest: RunRow | undefined, run: number): boolean {
  if (unknown === undefined || unknown.closed || run > unknown.run) return false;
  return latest === undefined || latest.run < run;
}

function digestOf({ declared, latest }: Situation): TaskFacts["digest"] {
  if (declared === undefined || latest === undefined) return "same";
  const { inputs, task } = declared;
  if ([latest.inputs, ...(latest.accepted ?? [])].some((known) => sameInputs(known, inputs))) return "same";
  return task.accept.some((prefix) => inputsDigest(inputs).startsWith(prefix)) ? "accepted" : "other";
}

/**
 * Whether runs that are not wanted any more, and that are ours to cancel, can still be delivered; those kept on removal are wanted,
 * and a tombstone has none.
 */
function olderOf(situation: Situation): TaskFacts["older"] {
  return unwantedRuns(situation).length > 0 ? "open" : "closed";
}

/** The runs that can still be delivered and are not wanted any more once what the file asks for is issued. */
export function unwantedRuns({ declared, row, due, nowMs }: Situation): RunRow[] {
  if (row === undefined) return [];
  if (declared === undefined && (row.onRemove === "keep" || row.tombstone !== undefined)) return [];
  const staysBeside = ({ run, part }: RunRow): boolean =>
    due !== undefined && run === declared?.task.run && isSamePeriod(part, due.part);
  return row.runs.filter((run) => isOpen(run, nowMs) && !isKept(run) && !staysBeside(run));
}

/** For a run, or a part of one, that is still to be issued only entries count that the ledger does not explain. */
function entryOf(situation: Situation, memory: TaskFacts["memory"]): TaskFacts["entry"] {
  const isNew = memory === "lower" || situation.due !== undefined;
  const entry = isNew ? undefined : ownEntry(situation);
  if (entry === undefined && memory === "unresolved" && evidenceOf(situation) !== undefined)
    return "answered";
  if (entry === undefined) return lookalikes(situation).length > 0 ? "lookalike" : "absent";
  const endMs = entry.expiresAtMs ?? Number.POSITIVE_INFINITY;
  return situation.nowMs > endMs + expiryMarginMs ? "expired" : "pending";
}

/** What shows beside the queue that the latest run was taken, while its answer is unknown. */
export function evidenceOf({ latest, evidence }: Situation): Evidence | undefined {
  const found = latest?.state === "unresolved" ? evidence.get(latest.token) : undefined;
  return typeof found === "string" ? undefined : found;
}

/**
 * The task_id that an event names for a run. Events are what a host can write: an id that the ledger has of another run, or that the
 * queue shows with another token, is not ours to record or to cancel.
 */
export function toldTaskId(
  run: RunRow,
  { evidence, queue, known }: Pick<Situation, "evidence" | "queue" | "known">,
): string | undefined {
  const sign = evidence.get(run.token);
  const id = typeof sign === "string" ? undefined : sign?.taskId;
  if (id === undefined) return undefined;
  const owner = known.byTaskId.get(id);
  const entry = queue.withTaskId(id);
  const isOthers = owner !== undefined && owner.run.token !== run.token;
  return isOthers || (entry !== undefined && !carriesToken(entry.context, run.token)) ? undefined : id;
}

/** The entry that provably is the latest run's or, before the first, the declared one's. */
export function ownEntry({ queue, declared, latest }: Situation): QueueEntry | undefined {
  if (latest !== undefined) return entryOfRun(latest, queue);
  return declared && entryOfDeclared(declared, queue);
}

/** With `exactContext` only a recorded task_id proves it. A cancelled run has no entry: what turns up is late. */
function entryOfRun(run: RunRow, queue: QueueIndex): QueueEntry | undefined {
  if (run.state === "cancelled") return undefined;
  const recorded = run.taskIds.map((id) => queue.withTaskId(id)).find((entry) => entry !== undefined);
  return run.exactContext
    ? recorded
    : (recorded ?? queue.withToken(run.token).find((entry) => runsCommand(entry, run.request.command)));
}

function entryOfDeclared({ task, token, rendered }: DeclaredRun, queue: QueueIndex): QueueEntry | undefined {
  if (task.exactContext || token === undefined) return undefined;
  return queue.withToken(token).find((entry) => entry.command === rendered.command);
}

/** Entries that no remembered run explains, and that have our context: with the shape of a token, or with our command as well. */
export function lookalikes({ queue, known, declared, row }: Situation): QueueEntry[] {
  if (declared === undefined) return [];
  const { task, rendered } = declared;
  const strange = queue.ofContext(task.context).filter((entry) => ownerOf(entry, known) === undefined);
  return strange.filter((entry) => {
    if (task.exactContext || tokenIn(entry) !== task.context) return true;
    return row === undefined && (entry.command === undefined || entry.command === rendered.command);
  });
}

import { expiryMarginMs, latestRun, type RunRow, type TaskRow } from "../model/ledger.js";
import type { QueueEntry } from "../model/queue.js";
import type { Task } from "../model/task.js";
import type { TaskFacts } from "./decide-task.js";
import type { QueueIndex } from "./queue-index.js";
import { hasOpenRuns } from "./renames.js";
import { inputsDigest, sameInputs } from "./run-inputs.js";
import type { Situation } from "./situation.js";

/** Reduces one task's situation to what the table depends on. The organization's own rows (1 and 2) are decided before. */
export function taskFacts(situation: Situation): TaskFacts {
  const { task, row } = situation;
  const latest = row && latestRun(row);
  return {
    ledger: "usable",
    queue: "readable",
    desired: task === undefined ? "absent" : task.paused ? "paused" : "declared",
    identity: situation.twin === undefined ? "clear" : "twin",
    memory: memoryOf(task, row, latest),
    digest: digestOf(situation, latest),
    older: olderOf(situation),
    entry: entryOf(situation, latest),
  };
}

function memoryOf(
  task: Task | undefined,
  row: TaskRow | undefined,
  latest: RunRow | undefined,
): TaskFacts["memory"] {
  if (row === undefined) return "none";
  if (task === undefined) return "known";
  if (row.highest > task.run) return latest === undefined && row.baseline ? "covered" : "higher";
  if (row.highest < task.run) return "lower";
  if (latest === undefined || latest.run !== row.highest) return "covered";
  return latest.state === "unresolved" ? "unresolved" : "issued";
}

function digestOf({ inputs, task }: Situation, latest: RunRow | undefined): TaskFacts["digest"] {
  if (inputs === undefined || task === undefined || latest === undefined) return "same";
  if ([latest.inputs, ...(latest.accepted ?? [])].some((known) => sameInputs(known, inputs))) return "same";
  return task.accept.some((prefix) => inputsDigest(inputs).startsWith(prefix)) ? "accepted" : "other";
}

/** Whether runs that are no longer wanted can still be delivered; those kept on removal are wanted. A tombstone only watches. */
function olderOf({ task, row, queue, nowMs }: Situation): TaskFacts["older"] {
  if (row === undefined || (task === undefined && row.onRemove === "keep")) return "closed";
  const watching = task === undefined && row.tombstone !== undefined;
  const open = watching ? row.runs.some((run) => isWatchedAndFound(run, queue)) : hasOpenRuns(row, nowMs);
  return open ? "open" : "closed";
}

const isWatchedAndFound = (run: RunRow, queue: QueueIndex): boolean =>
  run.state === "unresolved" && queue.withToken(run.token).length > 0;

function entryOf(situation: Situation, latest: RunRow | undefined): TaskFacts["entry"] {
  const entry = ownEntry(situation, latest);
  if (entry !== undefined) {
    return entry.expiresAtMs !== undefined && situation.nowMs > entry.expiresAtMs + expiryMarginMs
      ? "expired"
      : "pending";
  }
  return looksLikeOurs(situation) ? "lookalike" : "absent";
}

/** The entry that provably is the declared or latest run's. With `exactContext` only a recorded task_id proves it. */
export function ownEntry(
  { queue, token, task, inputs }: Situation,
  latest: RunRow | undefined,
): QueueEntry | undefined {
  const recorded = latest?.taskIds.map((id) => queue.withTaskId(id)).find((entry) => entry !== undefined);
  if (recorded !== undefined) return recorded;
  if (latest !== undefined && (task === undefined || latest.run === task.run)) {
    return latest.exactContext ? undefined : queue.withToken(latest.token)[0];
  }
  if (token === undefined || task === undefined || task.exactContext) return undefined;
  return queue.withToken(token).find((entry) => entry.command === inputs?.command);
}

function looksLikeOurs({ queue, task, inputs }: Situation): boolean {
  if (task === undefined || inputs === undefined) return false;
  const similar = queue.ofContext(task.context);
  return similar.some(
    (entry) => task.exactContext || entry.context !== task.context || entry.command === inputs.command,
  );
}

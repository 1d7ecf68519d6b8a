import type { Change, Reach, Unchanged } from "../model/change.js";
import { formatDuration } from "../model/duration.js";
import type { Finding } from "../model/finding.js";
import { isOpen, latestRun, type RunRow, type TaskRequest, type TaskRow } from "../model/ledger.js";
import { type QueueEntry, taskId } from "../model/queue.js";
import type { Task } from "../model/task.js";
import type { RunInputs } from "../model/token.js";
import type { Decided } from "./decided.js";
import { decideTask } from "./decide-task.js";
import { ownEntry, taskFacts } from "./facts.js";
import type { Unsigned } from "./fingerprint.js";
import { heldTask } from "./held-task.js";
import { rememberedInputs } from "./renames.js";
import { diffInputs } from "./run-inputs.js";
import type { Situation } from "./situation.js";

/** Decides about one task and says what follows. */
export function taskChanges(input: Situation): Decided {
  const facts = taskFacts(input);
  const { row, decision } = decideTask(facts);
  const remember = rememberChange(input);
  switch (decision) {
    case "held":
    case "stopped":
      return { held: [heldTask(row, input)] };
    case "none":
      return {
        unchanged: [unchangedTask(row, input)],
        changes: remember,
        findings: expiredFinding(row, input),
      };
    case "adopt":
      return { changes: [adoptChange(row, input)] };
    case "accept":
      return { changes: [...remember, acceptChange(row, input)] };
    case "issue":
      return issueOrWait(row, input);
    case "cancel-then-issue":
      return precededBy(cancelChanges(row, input, "superseded"), issueOrWait(row, input));
    case "cancel-then-tombstone":
      return { changes: [...cancelChanges(row, input, "removed"), ...tombstoneChange(row, input)] };
    case "tombstone":
      return { changes: tombstoneChange(row, input) };
  }
}

const precededBy = (first: readonly Unsigned<Change>[], then: Decided): Decided => ({
  ...then,
  changes: [...first, ...(then.changes ?? [])],
});

/** A file that is back, or that says something else about its removal, is noted; nothing is sent. */
function rememberChange({ task, row }: Situation): Unsigned<Change>[] {
  if (task === undefined || row === undefined) return [];
  const returned = row.tombstone !== undefined;
  if (!returned && row.onRemove === task.onRemove) return [];
  const reason = returned ? "its file is back; nothing is sent for it" : `on removal: ${task.onRemove}`;
  return [{ verb: "remember", row: returned ? "13" : "–", reason, task: task.name, onRemove: task.onRemove }];
}

function unchangedTask(row: string, input: Situation): Unchanged {
  const { name } = input;
  const latest = input.row && latestRun(input.row);
  const entry = ownEntry(input, latest);
  const pending = entry !== undefined && (row === "11" || row === "12" || row === "3");
  return {
    row,
    object: "task",
    name,
    reason: unchangedReason(row, input, entry),
    ...(pending && latest ? { progress: progressOf(latest, entry) } : {}),
  };
}

function progressOf(run: RunRow, entry: QueueEntry) {
  return {
    run: run.run,
    pending: entry.sids.length,
    ...(run.counts === undefined ? {} : { total: run.counts.total }),
    expiresAtMs: entry.expiresAtMs ?? run.expiresAtMs,
  };
}

function unchangedReason(row: string, input: Situation, entry: QueueEntry | undefined): string {
  const latest = input.row && latestRun(input.row);
  switch (row) {
    case "3":
      return entry === undefined ? "paused" : "paused; what is queued stays queued";
    case "8":
      return baselineReason(input.row as TaskRow);
    case "11":
      return `run ${latest?.run} is pending`;
    case "12":
      return `run ${latest?.run} is still listed after its end`;
    case "16":
      return `run ${(input.row as TaskRow).highest} is in force; the file says ${input.task?.run}`;
    default:
      return drainedReason(latest as RunRow, input.nowMs);
  }
}

function baselineReason(row: TaskRow): string {
  const movedTo = row.tombstone?.movedTo;
  if (movedTo !== undefined) return `its memory moved to ${movedTo}; a higher run runs it under this name`;
  return `recorded as not wanted here up to run ${row.baseline?.run ?? row.highest}; a higher run issues it`;
}

/** What is not in the queue any more was delivered, expired or cancelled: the list cannot tell which (reference: API, 4.3). */
function drainedReason(run: RunRow, nowMs: number): string {
  if (run.state === "cancelled") return `run ${run.run} was cancelled; raise \`run\` to run it again`;
  if (isOpen(run, nowMs)) return `run ${run.run} was issued, nothing is pending`;
  return `run ${run.run} was issued and ended ${formatDuration((nowMs - run.expiresAtMs) / 1000)} ago`;
}

function expiredFinding(row: string, { task, name }: Situation): Finding[] {
  if (row !== "12" || task === undefined) return [];
  return [
    {
      check: "plan/expired-yet-listed",
      severity: "warning",
      message: `Run of ${name} is still in the queue after its computed end`,
      fix: "compare this machine's clock with the service, and check that the queue's expiry is read in the right unit",
      at: task.at,
      task: name,
    },
  ];
}

function adoptChange(row: string, input: Situation): Unsigned<Change> {
  const task = input.task as Task;
  const latest = input.row && latestRun(input.row);
  const entry = ownEntry(input, latest) as QueueEntry;
  const unresolved = latest !== undefined && latest.run === task.run ? latest : undefined;
  return {
    verb: "adopt",
    row,
    reason: "already in the queue with our token: recorded, nothing is sent",
    task: task.name,
    run: task.run,
    token: unresolved?.token ?? (input.token as string),
    taskId: taskId(entry.taskId),
    inputs: unresolved?.inputs ?? (input.inputs as RunInputs),
    request: unresolved?.request ?? requestOf(input),
    onRemove: task.onRemove,
  };
}

function acceptChange(row: string, input: Situation): Unsigned<Change> {
  const inputs = input.inputs as RunInputs;
  const latest = latestRun(input.row as TaskRow) as RunRow;
  return {
    verb: "accept",
    row,
    reason: "the edit is accepted without a new run",
    task: input.name,
    run: latest.run,
    inputs,
    diff: diffInputs(latest.inputs, inputs),
  };
}

/** A run that would reach nobody is not issued, and its number is not used up. */
function issueOrWait(row: string, input: Situation): Decided {
  const reach = input.reach();
  if (!reach.known || reach.online + reach.offline > 0) return { changes: [issueChange(row, input, reach)] };
  const reason =
    reach.total === 0
      ? "matches no sensor now; issued when one does"
      : `matches ${reach.total} sensors, none of which can run commands`;
  return { unchanged: [{ row, object: "task", name: input.name, reason }] };
}

function issueChange(row: string, input: Situation, reach: Reach): Unsigned<Change> {
  const task = input.task as Task;
  const inputs = input.inputs as RunInputs;
  const before = input.row && rememberedInputs(input.row);
  return {
    verb: "issue",
    row,
    reason: before === undefined ? "new" : `run ${input.row?.highest} → ${task.run}`,
    task: task.name,
    run: task.run,
    inputs,
    exactContext: task.exactContext,
    request: requestOf(input),
    onRemove: task.onRemove,
    reach,
    diff: before === undefined ? [] : diffInputs(before, inputs),
  };
}

function requestOf({ task, inputs, token }: Situation): TaskRequest {
  return {
    command: (inputs as RunInputs).command,
    target: (inputs as RunInputs).target,
    context: token as string,
    ttlSeconds: (task as Task).ttlSeconds,
  };
}

/** Open runs are cancelled by every id we know; an unresolved one by the entries with its token, else its token stays watched. */
function cancelChanges(row: string, input: Situation, because: "superseded" | "removed"): Unsigned<Change>[] {
  const { row: memory, queue, nowMs, name } = input;
  const open = (memory as TaskRow).runs.filter((run) => isOpen(run, nowMs));
  return open.flatMap((run) => {
    const found = run.exactContext ? [] : queue.withToken(run.token).map((entry) => entry.taskId);
    return [...new Set([...run.taskIds, ...found])].map((id) => ({
      verb: "cancel" as const,
      row,
      reason: because === "removed" ? "its file was removed" : `superseded by run ${input.task?.run}`,
      task: name,
      run: run.run,
      token: run.token,
      taskId: taskId(id),
      pending: queue.withTaskId(id)?.sids.length ?? 0,
      because,
    }));
  });
}

function tombstoneChange(row: string, { row: memory, name }: Situation): Unsigned<Change>[] {
  if (memory?.tombstone !== undefined) return [];
  const kept = memory?.onRemove === "keep" ? "; its pending run stays queued (onRemove: keep)" : "";
  return [
    { verb: "tombstone", row, reason: `its file was removed; what it ran is remembered${kept}`, task: name },
  ];
}

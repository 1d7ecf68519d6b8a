import type { RunProgress, Unchanged } from "../model/change.js";
import { formatDuration } from "../model/duration.js";
import type { Finding } from "../model/finding.js";
import { given } from "../model/given.js";
import { isOpen, type RunRow, type TaskRow } from "../model/ledger.js";
import type { QueueEntry } from "../model/queue.js";
import { ownEntry } from "./facts.js";
import { asSentBefore, diffInputs, sameInputs, sentInputs } from "./run-inputs.js";
import type { Situation } from "./situation.js";

/** Says why a task stays as it is, and how far its run is. */
export function unchangedTask(row: string, situation: Situation): Unchanged {
  const { name, latest } = situation;
  const entry = ownEntry(situation);
  const progress = latest && entry && { progress: progressOf(latest, entry) };
  return {
    row,
    object: "task",
    name,
    reason: reasonOf(row, situation, entry),
    ...progress,
    ...nextOf(row, situation),
  };
}

/** What becomes of a run that is in force, where it is issued in parts. */
function nextOf(row: string, { next }: Situation): Pick<Unchanged, "next"> {
  if (
    next === undefined ||
    next.state === "due" ||
    next.state === "halted" ||
    !["11", "12", "13"].includes(row)
  )
    return {};
  const { what, atMs } = next;
  return { next: { what, ...(atMs === undefined ? {} : { atMs }) } };
}

function progressOf(run: RunRow, entry: QueueEntry): RunProgress {
  return {
    run: run.run,
    ...(run.foreign === undefined ? {} : { coverage: "unknown" as const }),
    pending: entry.sids.length,
    ...(run.counts === undefined ? {} : { total: run.counts.total }),
    expiresAtMs: entry.expiresAtMs ?? run.expiresAtMs,
  };
}

function reasonOf(row: string, situation: Situation, entry: QueueEntry | undefined): string {
  if (row === "3")
    return `${pausedReason(situation)}${entry === undefined ? "" : "; what is queued stays queued"}`;
  const memory = given(situation.row, "the ledger's row");
  if (row === "8") return coveredReason(memory);
  const latest = given(situation.latest, "the latest run");
  switch (row) {
    case "11":
      return `run ${latest.run} is pending${variablesMoved(situation)}`;
    case "12":
      return `run ${latest.run} is still listed after its end`;
    case "16":
      return `run ${latest.run} is in force, the file says ${situation.declared?.task.run}; the next that runs is ${memory.highest + 1}`;
    default:
      return `${drainedReason(latest, situation.nowMs)}${coverage(latest)}${variablesMoved(situation)}`;
  }
}

/** Another value of a variable runs nothing by itself: it says what the next run will send. */
function variablesMoved({ declared, latest }: Situation): string {
  if (declared?.task.written === undefined || latest === undefined) return "";
  if (!sameInputs(latest.inputs, declared.inputs)) return "";
  const moved = diffInputs(sentInputs(latest), asSentBefore(declared.rendered, latest));
  if (moved.length === 0) return "";
  const texts = moved.map(
    ({ path, after }) => `${path}: ${typeof after === "string" ? after : JSON.stringify(after)}`,
  );
  return `; variables changed since, a higher run sends ${texts.join(", ")}`;
}

/** Of a run that somebody else made nobody told us how many sensors it was meant for. */
const coverage = ({ foreign }: RunRow): string =>
  foreign === undefined ? "" : "; adopted from somebody else, coverage unknown";

/** Who paused it, where that is not the file. */
function pausedReason({ pause }: Situation): string {
  if (pause === undefined) return "paused";
  const since = `${new Date(pause.atMs).toISOString()} by ${pause.by}`;
  return pause.why === "pause"
    ? `paused since ${since}`
    : `everything was cancelled ${since}, until \`resume\``;
}

function coveredReason({ baseline, highest, unknown }: TaskRow): string {
  if (unknown !== undefined)
    return `the ledger was lost, and runs up to ${unknown.run} are closed by a person's word; a higher run issues it`;
  return baseline === undefined
    ? `its memory moved to another name; a run above ${highest} runs it under this one`
    : `recorded as not wanted here up to run ${highest}; a higher run issues it`;
}

/** What is not in the queue any more was delivered, expired or cancelled: the list cannot tell which (reference: API, 4.3). */
function drainedReason(run: RunRow, nowMs: number): string {
  if (run.state === "cancelled") return `run ${run.run} was cancelled; raise \`run\` to run it again`;
  if (isOpen(run, nowMs)) return `run ${run.run} was issued, nothing is pending`;
  return `run ${run.run} was issued and ended ${formatDuration((nowMs - run.expiresAtMs) / 1000)} ago`;
}

/** Row 12: an entry outlived its end, so a clock or a unit is wrong. */
export function expiredFinding({ name, declared }: Situation): Finding {
  return {
    check: "plan/expired-yet-listed",
    severity: "warning",
    message: `Run of ${name} is still in the queue after its computed end`,
    fix: "compare this machine's clock with the service, and check that the queue's expiry is read in the right unit",
    at: given(declared, "the declared task").task.at,
    task: name,
  };
}

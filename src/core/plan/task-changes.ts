import type { Change, Held, Reach } from "../model/change.js";
import { given } from "../model/given.js";
import { isKept, isOpen, latestRun, type RunRow, type TaskRequest, type TaskRow } from "../model/ledger.js";
import type { Target } from "../model/target.js";
import { taskId } from "../model/queue.js";
import type { Task } from "../model/task.js";
import { decideTask, type TaskDecision } from "./decide-task.js";
import type { Decided } from "./decided.js";
import { evidenceOf, ownEntry, taskFacts, toldTaskId, unwantedRuns } from "./facts.js";
import type { Unsigned } from "./fingerprint.js";
import { heldTask } from "./held-task.js";
import { waveWords } from "./next-wave.js";
import { reachOf } from "./reach.js";
import { rememberedInputs } from "./renames.js";
import type { RunInputs } from "../model/token.js";
import { asSentBefore, diffInputs, sentInputs } from "./run-inputs.js";
import { entriesOfRun } from "./run-entries.js";
import { isCounted } from "./served.js";
import type { DeclaredRun, Situation } from "./situation.js";
import { expiredFinding, unchangedTask } from "./unchanged-task.js";

/** Decides about one task and says what follows. */
export function taskChanges(situation: Situation): Decided {
  const { row, decision } = decideTask(taskFacts(situation));
  return effects[decision](row, situation);
}

type Effect = (row: string, situation: Situation) => Decided;

const held: Effect = (row, s) => ({
  held: [heldTask(row, s)],
  changes: [...remember(s), ...(row === "26" ? reschedule(s) : []), ...(row === "15" ? countServed(s) : [])],
});

/** What follows from each decision. */
const effects: { readonly [decision in TaskDecision]: Effect } = {
  held,
  stopped: held,
  none: (row, s) => ({
    unchanged: [unchangedTask(row, s)],
    changes: [...remember(s), ...reschedule(s), ...countServed(s)],
    findings: row === "12" ? [expiredFinding(s)] : [],
  }),
  adopt: (row, s) => ({ changes: [...remember(s), adopt(row, s)] }),
  accept: (row, s) => ({ changes: [...remember(s), accept(row, s), ...reschedule(s), ...countServed(s)] }),
  issue: (row, s) => {
    const then = issueOrWait(row, s);
    return { ...then, changes: [...reschedule(s), ...(then.changes ?? [])] };
  },
  "cancel-then-issue": (row, s) => {
    const then = issueOrWait(row, s);
    return {
      ...then,
      changes: [...reschedule(s), ...cancels(row, s, "superseded"), ...(then.changes ?? [])],
    };
  },
  "cancel-then-tombstone": (row, s) => ({ changes: [...cancels(row, s, "removed"), ...tombstone(row, s)] }),
  tombstone: (row, s) => ({ changes: tombstone(row, s) }),
};

/** A file that is back, or that says something else about its removal, is noted; nothing is sent. Whose memory it is must be clear. */
function remember({ declared, row, twin }: Situation): Unsigned<Change>[] {
  if (declared === undefined || row === undefined || twin !== undefined) return [];
  if (row.tombstone?.movedTo !== undefined) return [];
  const { name, onRemove } = declared.task;
  const returned = row.tombstone !== undefined;
  if (!returned && row.onRemove === onRemove) return [];
  const reason = returned ? "its file is back; nothing is sent for it" : `on removal: ${onRemove}`;
  return [{ verb: "remember", row: returned ? "13" : "–", reason, task: name, onRemove }];
}

function adopt(row: string, situation: Situation): Unsigned<Change> {
  const { declared, latest } = situation;
  const written = given(declared, "the declared task");
  const { task, inputs } = written;
  const entry = ownEntry(situation);
  const evidence = evidenceOf(situation);
  const id = entry?.taskId ?? (latest && toldTaskId(latest, situation));
  const seen =
    entry === undefined && evidence !== undefined
      ? `${evidence.event} of sensor ${evidence.sid} carries its token`
      : "already in the queue with our token";
  return {
    verb: "adopt",
    row,
    reason: `${seen}: recorded, nothing is sent`,
    task: task.name,
    run: task.run,
    token: latest?.token ?? tokenOf(written),
    ...(id === undefined ? {} : { taskId: taskId(id) }),
    inputs: latest?.inputs ?? inputs,
    request: latest?.request ?? requestOf(written, { target: written.target, token: tokenOf(written) }),
    onRemove: task.onRemove,
    ...(latest === undefined ? partFound(written) : {}),
  };
}

/** Where the ledger knows nothing of a run, a part that is found does not say whom others asked: it is recorded without its place. */
function partFound(written: DeclaredRun): ReturnType<typeof partOf> {
  const { part, ...terms } = partOf(written);
  return part?.wave === undefined && part?.newcomers === undefined ? partOf(written) : terms;
}

/** Of a run that is issued in parts: which one, and the terms under which it goes on. */
const partOf = ({
  part,
  terms,
}: DeclaredRun): Pick<Extract<Change, { verb: "issue" }>, "part" | "terms"> => ({
  ...(part === undefined ? {} : { part }),
  ...(terms === undefined ? {} : { terms }),
});

/**
 * A run that goes on by itself does so under the terms that were agreed to: others are agreed to first. Also where a part is due: a
 * review from before that time has them, and that part then follows with the next apply.
 */
function reschedule({ name, declared, latest, next }: Situation): Unsigned<Change>[] {
  const terms = declared?.terms;
  if (next === undefined || next.state === "ended") return [];
  if (terms === undefined || latest === undefined || latest.terms === terms) return [];
  return [
    {
      verb: "reschedule",
      row: "–",
      reason: "it goes on as its file and the limits say now; nothing is sent",
      task: name,
      run: latest.run,
      token: latest.token,
      terms,
    },
  ];
}

/** Who was there when a run for newcomers as well was issued is counted right after; where that apply ended early, with the next. */
function countServed({ name, row, latest, next }: Situation): Unsigned<Change>[] {
  if (row === undefined || latest?.part?.newcomers === undefined) return [];
  if (next?.state !== "later" || isCounted(row, latest.run)) return [];
  const reason = "who is there now counts as served; nothing is sent";
  return [{ verb: "count-served", row: "–", reason, task: name, run: latest.run, token: latest.token }];
}

function accept(row: string, situation: Situation): Unsigned<Change> {
  const { inputs } = given(situation.declared, "the declared task");
  const latest = given(situation.latest, "the latest run");
  return {
    verb: "accept",
    row,
    reason: "the edit is accepted without a new run",
    task: situation.name,
    run: latest.run,
    inputs,
    diff: diffInputs(latest.inputs, inputs),
  };
}

/** A run that would reach nobody is not issued, and its number is not used up. */
function issueOrWait(row: string, situation: Situation): Decided {
  const declared = given(situation.declared, "the declared task");
  const { due } = situation;
  const { target } = due ?? declared;
  if (due === undefined && declared.unremembered !== undefined)
    return { held: [unremembered(declared.task, declared.unremembered)] };
  const reach = reachOf(target, situation.fleet);
  if (!reach.known || reach.online + reach.offline > 0) {
    const about = { declared, reach, target };
    return { changes: [due === undefined ? issue(row, about, situation) : further(row, about, situation)] };
  }
  const reason =
    reach.total === 0
      ? "matches no sensor now; issued when one does"
      : `matches ${reach.total} sensors, none of which can run commands`;
  return { unchanged: [{ row, object: "task", name: situation.name, reason }] };
}

/** A run that could not be told from one that was issued to nobody yet is not issued at all. */
const unremembered = ({ name }: Task, why: string): Held => ({
  row: "coverage",
  object: "task",
  name,
  reason: why,
  decide: [
    "narrow the task's target, or remove `coverage`: then it is issued to those that match now, and to nobody else",
  ],
  diff: [],
});

interface ToIssue {
  readonly declared: DeclaredRun;
  readonly target: Target;
  readonly reach: Reach;
}

/** A further part of the latest run. Whatever it was agreed to with is in force still, or somebody has to agree to this part. */
function further(row: string, about: ToIssue, situation: Situation): Unsigned<Change> {
  const { part, token, reason } = given(situation.due, "the part that is due");
  const { terms, diff: _same, ...change } = issue(row, about, situation);
  const request = { ...change.request, context: token };
  return {
    ...change,
    reason,
    request,
    diff: [],
    part,
    ...(terms === undefined ? {} : { terms }),
    ...continuing(situation),
  };
}

const continuing = ({ declared, latest }: Situation): { readonly continues?: true } =>
  latest?.terms !== undefined && latest.terms === declared?.terms ? { continues: true } : {};

function issue(
  row: string,
  { declared, reach, target }: ToIssue,
  { row: before, due, fleet }: Situation,
): Unsigned<Extract<Change, { verb: "issue" }>> {
  const { task, inputs } = declared;
  const { remembered, after } = differenceOf(declared, before);
  return {
    verb: "issue",
    row,
    reason: `${before === undefined ? "new" : `run ${before.highest} → ${task.run}`}${firstWave(declared)}`,
    task: task.name,
    run: task.run,
    inputs,
    exactContext: task.exactContext,
    request: requestOf(declared, { target, token: due?.token ?? tokenOf(declared) }),
    onRemove: task.onRemove,
    reach,
    ...(target === declared.rendered.target ? {} : { runReach: reachOf(declared.rendered.target, fleet) }),
    diff: remembered === undefined ? [] : diffInputs(remembered, after),
    ...partOf(declared),
  };
}

const firstWave = ({ part, task: { waves } }: DeclaredRun): string =>
  part?.wave === undefined || waves === undefined ? "" : `; ${waveWords(part.wave, waves)}`;

/** What the run before meant and what this one means; with variables, what was sent and what will be. */
function differenceOf(
  { task, inputs, rendered }: DeclaredRun,
  before: Situation["row"],
): { readonly remembered: RunInputs | undefined; readonly after: RunInputs } {
  const remembered = before && rememberedInputs(before);
  const latest = before && latestRun(before);
  if (task.written === undefined || latest === undefined) return { remembered, after: inputs };
  return { remembered: sentInputs(latest), after: asSentBefore(rendered, latest) };
}

const tokenOf = ({ token }: DeclaredRun): string => given(token, "the token of a new run");

function requestOf(
  { task, rendered }: DeclaredRun,
  { target, token }: { readonly target: Target; readonly token: string },
): TaskRequest {
  return { command: rendered.command, target, context: token, ttlSeconds: task.ttlSeconds };
}

/** Open runs are cancelled by every id we know; an unresolved one by the entries with its token, else its token stays watched. */
function cancels(row: string, situation: Situation, because: "superseded" | "removed"): Unsigned<Change>[] {
  const { name, queue, declared, due } = situation;
  const by = due?.part.period === undefined ? `run ${declared?.task.run}` : "the next period";
  const reason = because === "removed" ? "its file was removed" : `superseded by ${by}`;
  return unwantedRuns(situation).flatMap((run) =>
    idsOf(run, situation).map((id) => ({
      verb: "cancel" as const,
      row,
      reason,
      task: name,
      run: run.run,
      token: run.token,
      taskId: taskId(id),
      pending: queue.withTaskId(id)?.sids.length ?? 0,
      because,
      ...(due === undefined ? {} : continuing(situation)),
    })),
  );
}

/** Every task_id that is known to carry the run's token: recorded, listed, or named by an event. */
function idsOf(run: RunRow, situation: Situation): string[] {
  const found = entriesOfRun(run, situation.queue).map((entry) => entry.taskId);
  const told = toldTaskId(run, situation);
  return [...new Set([...run.taskIds, ...found, ...(told === undefined ? [] : [told])])];
}

function tombstone(row: string, situation: Situation): Unsigned<Change>[] {
  const memory = given(situation.row, "the ledger's row");
  if (memory.tombstone !== undefined) return [];
  const kept = keptReason(memory, situation);
  const reason = `its file was removed; what it ran is remembered${kept}`;
  return [{ verb: "tombstone", row, reason, task: situation.name }];
}

/** Why what is pending of a removed task stays queued; empty when nothing does. */
function keptReason({ onRemove, runs }: TaskRow, { nowMs }: Situation): string {
  if (onRemove === "keep") return "; its pending run stays queued (onRemove: keep)";
  const foreign = runs.some((run) => isKept(run) && isOpen(run, nowMs));
  return foreign ? "; the run that was adopted without `--own` stays queued" : "";
}

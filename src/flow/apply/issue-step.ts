import type { Held, IssueChange } from "../../core/model/change.js";
import { taskRow } from "../../core/model/ledger.js";
import { taskId } from "../../core/model/queue.js";
import {
  type LedgerMembers,
  withCancelled,
  withIntent,
  withIssued,
  withNothingFollowing,
  withoutIntent,
} from "../../core/plan/record.js";
import { whomItAsks } from "../../core/plan/served.js";
import { usedUp } from "../../core/plan/used-up.js";
import { countNow } from "./count.js";
import {
  changesOf,
  done,
  type Execution,
  failed,
  membersOf,
  skipped,
  whyNotNow,
  whyNotReady,
} from "./execution.js";
import { noteSend, noteVerdict } from "./journal-notes.js";
import { type Counted, send, type Verdict } from "./send.js";

const batchSize = 20;

/** A run that is to be sent now and, of one for newcomers as well, whom the ledger is to have as served before. */
interface ToSend extends Counted {
  readonly serves: { readonly serves?: readonly string[] };
}

interface Tried {
  readonly change: IssueChange;
  readonly verdict: Verdict;
}

/** Issues runs in batches: intents in one write, one request each, results in one write. Stops at the first answer that is not clear. */
export async function issueStep(execution: Execution): Promise<void> {
  const changes = changesOf(execution, "issue");
  const ready = changes.filter((change) => !execution.blocked.has(change.task));
  for (const change of changes) {
    if (!ready.includes(change)) skipped(execution, change, "not issued: a step before it did not succeed");
  }
  for (let start = 0; start < ready.length; start += batchSize) {
    const batch = ready.slice(start, start + batchSize);
    const goOn = await issueBatch(execution, batch);
    if (goOn) continue;
    for (const change of ready.slice(start + batchSize))
      skipped(execution, change, "not issued: the apply stopped before");
    return;
  }
}

/** Returns whether the next batch may follow. */
async function issueBatch(execution: Execution, changes: readonly IssueChange[]): Promise<boolean> {
  const { lease, organization, origin } = execution;
  const batch = await countBatch(execution, changes);
  if (batch.length === 0) return true;
  await lease.renew();
  const before = membersOf(execution);
  const nowMs = organization.clock.nowMs();
  await lease.session.write(
    batch.reduce(
      (members, { change, serves }) => withIntent(members, change, { ...origin, nowMs, ...serves }),
      before,
    ),
  );
  const tried = await sendAll(execution, batch);
  await record(execution, tried, before);
  for (const each of tried) report(execution, each);
  return tried.every(goesOn);
}

/**
 * The runs of a batch with the number of sensors each reaches now; what reaches too many is held and gets no intent, and neither does
 * what the ledger has as used up, whatever was decided.
 */
async function countBatch(execution: Execution, changes: readonly IssueChange[]): Promise<ToSend[]> {
  const batch: ToSend[] = [];
  let reached = execution.reached;
  for (const change of changes) {
    const used = usedUp(taskRow(execution.lease.session.ledger, change.task), change);
    if (used !== undefined) {
      skipped(execution, change, `not issued: the ledger knows of ${used}`);
      continue;
    }
    const count = await countNow({ ...execution, reached }, change);
    if ("refused" in count) {
      execution.held.push(heldIssue(change, count));
      continue;
    }
    const serves = servesOf(execution, change);
    if (typeof serves === "string") {
      skipped(execution, change, `not issued: ${serves}`);
      continue;
    }
    reached += count.total ?? 0;
    batch.push({ change, expected: count.total, serves });
  }
  return batch;
}

/** Nobody is asked who may have been asked before, whatever was decided; a text says why the run may not be issued. */
function servesOf({ lease, fleet }: Execution, change: IssueChange): ToSend["serves"] | string {
  if (change.part?.newcomers === undefined) return {};
  const serves = whomItAsks(change, taskRow(lease.session.ledger, change.task), fleet);
  return typeof serves === "string" ? serves : { serves };
}

function heldIssue({ task }: IssueChange, { refused, allow }: { refused: string; allow: string }): Held {
  return { row: "count", object: "task", name: task, reason: refused, decide: [allow], diff: [] };
}

/** Writes what became of a batch. When that fails, what was sent is told before the error goes on: the ledger knows the intents only. */
async function record(execution: Execution, tried: readonly Tried[], before: LedgerMembers): Promise<void> {
  const nowMs = execution.organization.clock.nowMs();
  try {
    await execution.lease.session.write(
      tried.reduce((members, each) => recorded(members, each, { before, nowMs }), membersOf(execution)),
    );
  } catch (error) {
    for (const { change, verdict } of tried) {
      const taskId = "taskId" in verdict ? { taskId: verdict.taskId } : {};
      const message = `${verdict.message}; the ledger could not record it, the journal did`;
      execution.outcomes.push({ change, result: "unresolved", message, ...taskId });
    }
    throw error;
  }
}

/** After anything else nobody knows whether the next request would end better. */
const goesOn = ({ verdict }: Tried): boolean => verdict.kind === "issued" || verdict.kind === "refused";

async function sendAll(execution: Execution, batch: readonly Counted[]): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const run of batch) {
    const halted = tried.every(goesOn) ? await whyNotReady(execution) : "the apply stopped before";
    const verdict = halted === undefined ? await sendNoted(execution, run) : untried(halted);
    tried.push({ change: run.change, verdict });
  }
  return tried;
}

const untried = (why: string): Verdict => ({ kind: "untried", message: `not issued: ${why}` });

/** Nothing is sent that the journal could not note before. */
async function sendNoted(execution: Execution, run: Counted): Promise<Verdict> {
  const unwritable = await noteSend(execution, run.change);
  if (unwritable !== undefined) return untried(unwritable);
  const halted = whyNotNow(execution);
  const verdict = halted === undefined ? await send(execution, run) : untried(halted);
  const lost = await noteVerdict(execution, run.change, verdict);
  return lost === undefined ? verdict : { ...verdict, message: `${verdict.message}; ${lost}` };
}

function recorded(
  members: LedgerMembers,
  { change, verdict }: Tried,
  { before, nowMs }: { before: LedgerMembers; nowMs: number },
): LedgerMembers {
  const { task, run, request } = change;
  switch (verdict.kind) {
    case "unresolved":
      return members;
    case "issued":
      return withIssued(members, change, { ...verdict, nowMs });
    case "overshot":
      return withNothingFollowing(withIssued(members, change, { ...verdict, nowMs }), change.task);
    case "cancelled": {
      const cancelled = { task, run, token: request.context, taskId: taskId(verdict.taskId) };
      return withCancelled(withIssued(members, change, { ...verdict, nowMs }), cancelled, nowMs);
    }
    default:
      return withoutIntent(members, change, taskRow({ tasks: before.tasks }, task));
  }
}

function report(execution: Execution, { change, verdict }: Tried): void {
  const { kind, message } = verdict;
  switch (kind) {
    case "issued":
      done(execution, change, message, answerOf(verdict));
      return;
    case "overshot":
    case "cancelled":
      failed(execution, change, message, answerOf(verdict));
      return;
    case "untried":
      skipped(execution, change, message);
      return;
    case "unresolved":
      execution.outcomes.push({ change, result: "unresolved", message });
      return;
    default:
      failed(execution, change, message);
  }
}

function answerOf({ taskId, counts }: Extract<Verdict, { taskId: string }>) {
  return { taskId, ...(counts === undefined ? {} : { counts }) };
}

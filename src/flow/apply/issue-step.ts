import type { IssueChange } from "../../core/model/change.js";
import { taskRow } from "../../core/model/ledger.js";
import type { QueueReading } from "../../core/model/queue.js";
import { carriesToken } from "../../core/model/token.js";
import { type LedgerMembers, withIntent, withIssued, withoutIntent } from "../../core/plan/record.js";
import type { TaskingAnswer } from "../../ports/tasking.js";
import { changesOf, done, type Execution, failed, membersOf, skipped } from "./execution.js";

const batchSize = 20;

/** What is known of one request after it was tried: what the ledger shall say, and what a person reads. */
type Verdict =
  | {
      readonly kind: "issued";
      readonly taskId: string;
      readonly counts?: { total: number; tasked: number; queued: number };
    }
  | { readonly kind: "withdrawn"; readonly message: string; readonly stop: boolean }
  | { readonly kind: "unresolved"; readonly message: string };

/** Issues runs in batches: intents in one write, one request each, results in one write. Stops at the first answer that is not clear. */
export async function issueStep(execution: Execution): Promise<void> {
  const changes = changesOf(execution, "issue");
  const ready = changes.filter((change) => !execution.blocked.has(change.task));
  for (const change of changes) {
    if (!ready.includes(change)) skipped(execution, change, "not issued: a step before it failed");
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
async function issueBatch(execution: Execution, batch: readonly IssueChange[]): Promise<boolean> {
  const { lease, organization, origin } = execution;
  await lease.renew();
  const before = membersOf(execution);
  const nowMs = organization.clock.nowMs();
  await lease.session.write(
    batch.reduce((members, change) => withIntent(members, change, { ...origin, nowMs }), before),
  );
  const verdicts = await sendAll(execution, batch);
  await lease.session.write(
    verdicts.reduce(
      (members, { change, verdict }) => recordedVerdict(members, { change, verdict, before, execution }),
      membersOf(execution),
    ),
  );
  for (const { change, verdict } of verdicts) report(execution, change, verdict);
  return verdicts.every(({ verdict }) => !stops(verdict));
}

const stops = (verdict: Verdict): boolean =>
  verdict.kind === "unresolved" || (verdict.kind === "withdrawn" && verdict.stop);

async function sendAll(
  execution: Execution,
  batch: readonly IssueChange[],
): Promise<{ change: IssueChange; verdict: Verdict }[]> {
  const verdicts: { change: IssueChange; verdict: Verdict }[] = [];
  for (const change of batch) {
    const halted = verdicts.some(({ verdict }) => stops(verdict))
      ? "the apply stopped before"
      : whyNotNow(execution);
    const verdict =
      halted === undefined ? await send(execution, change) : withdrawn(`not issued: ${halted}`, true);
    verdicts.push({ change, verdict });
  }
  return verdicts;
}

function whyNotNow({ stopping, lease }: Execution): string | undefined {
  if (stopping()) return "stopped before it was sent";
  return lease.coversRequest() ? undefined : "the lease would end before the request does";
}

const withdrawn = (message: string, stop: boolean): Verdict => ({ kind: "withdrawn", message, stop });

/** Sends one request once; a second time only when the first provably was not accepted. */
async function send(execution: Execution, change: IssueChange): Promise<Verdict> {
  const { tasking, clock } = execution.organization;
  execution.progress(`issuing ${change.task}, run ${change.run}`);
  const answer = await tasking.task(change.request);
  if (answer.kind !== "unsent") return judge(execution, change, answer);
  await clock.sleep(answer.retryAfterMs);
  const halted = whyNotNow(execution);
  if (halted !== undefined) return withdrawn(`not issued: ${answer.message}; ${halted}`, true);
  const second = await tasking.task(change.request);
  return second.kind === "unsent"
    ? withdrawn(`not issued: ${second.message}`, true)
    : judge(execution, change, second);
}

async function judge(
  execution: Execution,
  change: IssueChange,
  answer: Exclude<TaskingAnswer, { kind: "unsent" }>,
): Promise<Verdict> {
  if (answer.kind === "accepted") return { kind: "issued", taskId: answer.taskId, counts: answer.counts };
  const found = await lookUp(execution, change);
  if (found.taskId !== undefined) return { kind: "issued", taskId: found.taskId };
  if (answer.kind === "refused" && found.unread === undefined)
    return withdrawn(`refused: ${answer.message}`, false);
  const unread =
    found.unread === undefined ? "the queue does not show it" : `the queue cannot be read: ${found.unread}`;
  return { kind: "unresolved", message: `${answer.message}; ${unread}` };
}

/** Looks for the token in the queue, twice with a pause: a queue may show a new entry late. */
async function lookUp(execution: Execution, { request, exactContext }: IssueChange): Promise<LookUp> {
  const { clock, patience } = execution.organization;
  let unread: string | undefined;
  for (const pauseMs of [0, patience.listSettleMs]) {
    await clock.sleep(pauseMs);
    const reading = await readQueue(execution);
    if (!reading.readable) unread = reading.reason;
    const entries = reading.readable && !exactContext ? reading.entries : [];
    const entry = entries.find(({ context }) => carriesToken(context, request.context));
    if (entry) return { taskId: entry.taskId };
  }
  return unread === undefined ? {} : { unread };
}

/** What the queue says about one token: its task_id, or why the queue could not be read; neither means absent. */
interface LookUp {
  readonly taskId?: string;
  readonly unread?: string;
}

/** In the middle of a batch a queue that cannot be reached is one that cannot be read: what was sent has to be recorded. */
async function readQueue({ organization, sids }: Execution): Promise<QueueReading> {
  try {
    return await organization.queue.list(sids);
  } catch (error) {
    return { readable: false, reason: error instanceof Error ? error.message : String(error), shape: "" };
  }
}

function recordedVerdict(
  members: LedgerMembers,
  {
    change,
    verdict,
    before,
    execution,
  }: { change: IssueChange; verdict: Verdict; before: LedgerMembers; execution: Execution },
): LedgerMembers {
  if (verdict.kind === "unresolved") return members;
  if (verdict.kind === "withdrawn")
    return withoutIntent(members, change, taskRow({ tasks: before.tasks }, change.task));
  return withIssued(members, change, { ...verdict, nowMs: execution.organization.clock.nowMs() });
}

function report(execution: Execution, change: IssueChange, verdict: Verdict): void {
  if (verdict.kind === "withdrawn") {
    failed(execution, change, verdict.message);
  } else if (verdict.kind === "unresolved") {
    execution.outcomes.push({ change, result: "unresolved", message: verdict.message });
  } else if (verdict.counts === undefined) {
    done(execution, change, "issued; its answer was lost, and the queue shows it", {
      taskId: verdict.taskId,
    });
  } else {
    const { total, tasked, queued } = verdict.counts;
    done(execution, change, `issued to ${total} sensors: ${tasked} now, ${queued} queued`, {
      taskId: verdict.taskId,
      counts: verdict.counts,
    });
  }
}

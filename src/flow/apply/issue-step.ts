import type { IssueChange } from "../../core/model/change.js";
import { taskRow } from "../../core/model/ledger.js";
import { type LedgerMembers, withIntent, withIssued, withoutIntent } from "../../core/plan/record.js";
import { changesOf, done, type Execution, failed, membersOf, skipped, whyNotNow } from "./execution.js";
import { send, type Verdict } from "./send.js";

const batchSize = 20;

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
async function issueBatch(execution: Execution, batch: readonly IssueChange[]): Promise<boolean> {
  const { lease, organization, origin } = execution;
  await lease.renew();
  const before = membersOf(execution);
  const nowMs = organization.clock.nowMs();
  await lease.session.write(
    batch.reduce((members, change) => withIntent(members, change, { ...origin, nowMs }), before),
  );
  const tried = await sendAll(execution, batch);
  await record(execution, tried, before);
  for (const each of tried) report(execution, each);
  return tried.every(goesOn);
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
      const taskId = verdict.kind === "issued" ? { taskId: verdict.taskId } : {};
      const message = `${verdict.message}; the ledger could not record it`;
      execution.outcomes.push({ change, result: "unresolved", message, ...taskId });
    }
    throw error;
  }
}

/** After anything else nobody knows whether the next request would end better. */
const goesOn = ({ verdict }: Tried): boolean => verdict.kind === "issued" || verdict.kind === "refused";

async function sendAll(execution: Execution, batch: readonly IssueChange[]): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const change of batch) {
    const halted = tried.every(goesOn) ? whyNotNow(execution) : "the apply stopped before";
    const verdict: Verdict =
      halted === undefined
        ? await send(execution, change)
        : { kind: "untried", message: `not issued: ${halted}` };
    tried.push({ change, verdict });
  }
  return tried;
}

function recorded(
  members: LedgerMembers,
  { change, verdict }: Tried,
  { before, nowMs }: { before: LedgerMembers; nowMs: number },
): LedgerMembers {
  if (verdict.kind === "unresolved") return members;
  if (verdict.kind === "issued") return withIssued(members, change, { ...verdict, nowMs });
  return withoutIntent(members, change, taskRow({ tasks: before.tasks }, change.task));
}

function report(execution: Execution, { change, verdict }: Tried): void {
  const { kind, message } = verdict;
  if (kind === "issued") {
    const { taskId, counts } = verdict;
    done(execution, change, message, { taskId, ...(counts === undefined ? {} : { counts }) });
  } else if (kind === "untried") {
    skipped(execution, change, message);
  } else if (kind === "unresolved") {
    execution.outcomes.push({ change, result: "unresolved", message });
  } else {
    failed(execution, change, message);
  }
}

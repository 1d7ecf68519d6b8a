import type { CancelChange } from "../../core/model/change.js";
import { withCancelled } from "../../core/plan/record.js";
import { changesOf, done, type Execution, failed, membersOf, skipped } from "./execution.js";

/** Cancels what is not wanted any more, by task_id. It counts as cancelled when a readable list does not show it. */
export async function cancelStep(execution: Execution): Promise<void> {
  const changes = changesOf(execution, "cancel");
  const deleted = new Map<CancelChange, number>();
  for (const change of changes) {
    if (execution.stopping()) skipped(execution, change, "stopped before it was sent");
    else await untask(execution, change, deleted);
  }
  if (deleted.size === 0) return;
  const { lease, organization } = execution;
  const left = await stillListed(execution, [...deleted.keys()]);
  const gone =
    typeof left === "string" ? [] : [...deleted.keys()].filter((change) => !left.has(change.taskId));
  const nowMs = organization.clock.nowMs();
  await lease.session.write(
    gone.reduce((members, change) => withCancelled(members, change, nowMs), membersOf(execution)),
  );
  for (const [change, count] of deleted) {
    if (gone.includes(change)) done(execution, change, `cancelled on ${count} sensors`);
    else failed(execution, change, typeof left === "string" ? left : "it is still in the queue");
  }
}

async function untask(
  execution: Execution,
  change: CancelChange,
  deleted: Map<CancelChange, number>,
): Promise<void> {
  execution.progress(`cancelling run ${change.run} of ${change.task}`);
  const answer = await execution.organization.tasking.untask(change.taskId);
  if (answer.kind === "deleted") deleted.set(change, answer.deleted);
  else failed(execution, change, answer.message);
}

/** Task ids that the queue still shows, after one more look when any is left; a text when the queue cannot be read. */
async function stillListed(
  { organization, sids }: Execution,
  changes: readonly CancelChange[],
): Promise<ReadonlySet<string> | string> {
  const { queue, clock, patience } = organization;
  const wanted = new Set<string>(changes.map((change) => change.taskId));
  const look = async (): Promise<ReadonlySet<string> | string> => {
    const reading = await queue.list(sids);
    if (!reading.readable) return `the queue cannot be read: ${reading.reason}`;
    return new Set(reading.entries.map((entry) => entry.taskId).filter((id) => wanted.has(id)));
  };
  const first = await look();
  if (typeof first === "string" || first.size === 0) return first;
  await clock.sleep(patience.listSettleMs);
  return look();
}

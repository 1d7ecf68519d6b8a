import type { CancelChange } from "../../core/model/change.js";
import { withCancelled } from "../../core/plan/record.js";
import { sensors } from "../../core/report/describe.js";
import { blockAll, changesOf, done, type Sending, failed, membersOf } from "./execution.js";
import { queueNow } from "./queue-now.js";
import { tryEach } from "./try-each.js";

/**
 * Cancels what is not wanted any more, by task_id. It counts as cancelled when a readable list does not show it, and a run when that
 * holds for every task_id of it: else all of them are cancelled again. When the queue cannot be read, nothing further is done for any task.
 */
export async function cancelStep(execution: Sending): Promise<void> {
  const deleted = new Map<CancelChange, number>();
  const untask = async (change: CancelChange): Promise<string | undefined> => {
    execution.progress(`cancelling run ${change.run} of ${change.task}`);
    const answer = await execution.organization.tasking.untask(change.taskId);
    if (answer.kind === "failed") return answer.message;
    deleted.set(change, answer.deleted);
    return undefined;
  };
  const changes = changesOf(execution, "cancel");
  const untasked = await tryEach(execution, changes, untask);
  if (untasked.length === 0) return;
  const left = await stillListed(execution, untasked);
  if (typeof left === "string") {
    for (const change of untasked) failed(execution, change, left);
    blockAll(execution);
    return;
  }
  const gone = new Set(untasked.filter((change) => !left.has(change.taskId)));
  const open = new Set(changes.filter((change) => !gone.has(change)).map(runOf));
  const nowMs = execution.organization.clock.nowMs();
  const over = [...gone].filter((change) => !open.has(runOf(change)));
  if (over.length > 0)
    await execution.lease.session.write(
      over.reduce((members, change) => withCancelled(members, change, nowMs), membersOf(execution)),
    );
  for (const [change, count] of deleted) {
    if (left.has(change.taskId)) failed(execution, change, "it is still in the queue");
    else done(execution, change, count === 0 ? "nothing waited any more" : `cancelled on ${sensors(count)}`);
  }
}

const runOf = ({ task, run, token }: CancelChange): string => `${run} of ${task}, ${token}`;

/** Task ids that the queue still shows, after one more look when any is left; a text when the queue cannot be read. */
async function stillListed(
  execution: Sending,
  untasked: readonly CancelChange[],
): Promise<ReadonlySet<string> | string> {
  const { clock, patience } = execution.organization;
  const wanted = new Set<string>(untasked.map((change) => change.taskId));
  const look = async (): Promise<ReadonlySet<string> | string> => {
    const reading = await queueNow(execution);
    if (!reading.readable) return `whether it is gone cannot be seen: ${reading.reason}`;
    return new Set(reading.entries.map((entry) => entry.taskId).filter((id) => wanted.has(id)));
  };
  const first = await look();
  if (typeof first === "string" || first.size === 0) return first;
  await clock.sleep(patience.listSettleMs);
  return look();
}

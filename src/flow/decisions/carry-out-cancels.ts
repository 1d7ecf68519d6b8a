import type { Outcome } from "../../core/model/change.js";
import { type PersonCancels, personCancels } from "../../core/plan/person-cancels.js";
import { personEnds } from "../../core/plan/person-ends.js";
import { withNothingFollowing } from "../../core/plan/record.js";
import type { WritableOrganization } from "../../ports/organization.js";
import { cancelStep } from "../apply/cancel-step.js";
import { membersOf } from "../apply/execution.js";
import { endEarly } from "../apply/end-early.js";
import { type HeldLease, takeLease } from "../apply/lease.js";
import { lookAtQueue } from "./look-at-queue.js";
import { untold } from "./usable-ledger.js";
import type { Waiting } from "./wait-for-lease.js";

export interface CancelsInput extends Waiting {
  /** The tasks that are meant; undefined: all. */
  readonly names?: ReadonlySet<string>;
  /** The task_ids that were shown and agreed to; undefined: whatever is pending. */
  readonly ids?: ReadonlySet<string>;
}

/** What was cancelled and what was not. `refused`: nothing was tried. `failure`: why it ended early. */
export interface CarriedOut {
  readonly outcomes: readonly Outcome[];
  readonly cancels?: PersonCancels;
  /** Names of tasks whose run in parts went on beside what was cancelled, and does not any more. */
  readonly ended?: readonly string[];
  readonly refused?: string;
  readonly failure?: string;
  /** What the witness could not be told. */
  readonly untold: readonly string[];
}

/** Takes the lease, looks and decides again, cancels by task_id, and gives the lease back. */
export async function carryOutCancels(
  organization: WritableOrganization,
  input: CancelsInput,
): Promise<CarriedOut> {
  const lease = await takeLease(organization);
  if ("row" in lease) return { outcomes: [], refused: lease.reason, untold: [] };
  const outcomes: Outcome[] = [];
  try {
    const { cancels, ended } = await cancelUnder(lease, organization, { ...input, outcomes });
    await lease.session.release({});
    return { outcomes, cancels, ended, untold: await untold(organization, lease.session.ledger) };
  } catch (error) {
    const failure = await endEarly(lease, error);
    return { outcomes, failure, untold: await untold(organization, lease.session.ledger) };
  }
}

async function cancelUnder(
  lease: HeldLease,
  organization: WritableOrganization,
  { names, ids, outcomes, stopping, progress }: CancelsInput & { readonly outcomes: Outcome[] },
): Promise<{ readonly cancels: PersonCancels; readonly ended: readonly string[] }> {
  const { queue, sids } = await lookAtQueue(organization);
  if (!queue.readable) throw new Error(`the queue cannot be read: ${queue.reason}`);
  const { ledger } = lease.session;
  const wanted = { ledger, nowMs: organization.clock.nowMs(), ...(names === undefined ? {} : { names }) };
  const found = personCancels({ ...wanted, entries: queue.entries });
  const ends = new Set(personEnds(wanted).map(({ task }) => task));
  const changes = found.changes.filter(({ taskId }) => ids === undefined || ids.has(taskId));
  const execution = {
    organization,
    lease,
    changes,
    sids,
    blocked: new Set<string>(),
    outcomes,
    stopping,
    progress,
  };
  await cancelStep(execution);
  const open = personEnds({ ...wanted, ledger: lease.session.ledger, names: ends });
  if (open.length > 0)
    await lease.session.write(
      open.reduce((members, { task }) => withNothingFollowing(members, task), membersOf(execution)),
    );
  return { cancels: found, ended: open.map(({ task }) => task) };
}

import type { Change, Held, Outcome } from "../../core/model/change.js";
import type { Limits } from "../../core/model/configuration.js";
import type { Finding } from "../../core/model/finding.js";
import { messageOf } from "../../core/model/message-of.js";
import type { Fleet } from "../../core/model/observation.js";
import type { Review } from "../../core/model/review.js";
import type { HiveRecord } from "../../core/model/rule.js";
import type { LedgerMembers, Origin } from "../../core/plan/record.js";
import type { WritableOrganization } from "../../ports/organization.js";
import type { HeldLease } from "./lease.js";

/** A change that is about one task: all but the subscription, which comes before everything else. */
export type TaskChange = Extract<Change, { task: string }>;

/** What every step that sends for tasks needs, whoever asked for it. */
export interface Sending {
  readonly organization: WritableOrganization;
  readonly lease: HeldLease;
  readonly changes: readonly TaskChange[];
  /** Ids of the sensors: they tell the shapes of `list` apart. */
  readonly sids: ReadonlySet<string>;
  /** Tasks of which an earlier step failed: nothing further is done for them. */
  readonly blocked: Set<string>;
  readonly outcomes: Outcome[];
  /** True when a person asked to stop: what is under way ends, nothing new is sent. */
  readonly stopping: () => boolean;
  readonly progress: (text: string) => void;
}

/** What the steps of one apply share. */
export interface Execution extends Sending {
  /** Live rules as observed under the lease. */
  readonly records: ReadonlyMap<string, HiveRecord>;
  /** The sensors as observed under the lease. */
  readonly fleet: Fleet;
  /** What was agreed to. */
  readonly review: Review;
  readonly origin: Origin;
  readonly limits: Limits;
  /** Sensors that the runs of this apply reached so far, by the service's own counts. */
  reached: number;
  /** Changes that what was seen in the middle of the apply forbids: a person must decide. */
  readonly held: Held[];
  /** What is to be said of what was done. */
  readonly findings: Finding[];
}

/** The changes of some verbs that are still to be done. */
export function changesOf<V extends TaskChange["verb"]>(
  execution: Sending,
  ...verbs: readonly V[]
): Extract<TaskChange, { verb: V }>[] {
  return execution.changes.filter((change): change is Extract<TaskChange, { verb: V }> =>
    (verbs as readonly TaskChange["verb"][]).includes(change.verb),
  );
}

/** The members of the ledger as it stands now. */
export function membersOf({ lease }: Sending): LedgerMembers {
  return { tasks: lease.session.ledger.tasks, rules: lease.session.ledger.rules };
}

/** Notes that a change was done. */
export function done(
  execution: Sending,
  change: Change,
  message: string,
  more: Pick<Outcome, "taskId" | "counts"> = {},
): void {
  execution.outcomes.push({ change, result: "done", message, ...more });
}

/** Notes that a change failed, and blocks what depends on it. */
export function failed(
  execution: Sending,
  change: TaskChange,
  message: string,
  more: Pick<Outcome, "taskId" | "counts"> = {},
): void {
  execution.blocked.add(change.task);
  execution.outcomes.push({ change, result: "failed", message, ...more });
}

/** Notes that a change was not tried, and blocks what depends on it. */
export function skipped(execution: Sending, change: TaskChange, message: string): void {
  execution.blocked.add(change.task);
  execution.outcomes.push({ change, result: "skipped", message });
}

/** Notes that nothing further may be done for any task: what was seen forbids to go on. */
export function blockAll(execution: Sending): void {
  for (const { task } of execution.changes) execution.blocked.add(task);
}

/** Why nothing may be sent now, if so: a person asked to stop, or the lease would end before a request after this pause does. */
export function whyNotNow({ stopping, lease }: Sending, pauseMs = 0): string | undefined {
  if (stopping()) return "stopped before it was sent";
  return lease.coversRequest(pauseMs) ? undefined : "the lease would end before the request does";
}

/** As `whyNotNow`, after signing in where that is due: nothing but the request itself comes after it. */
export async function whyNotReady(execution: Sending): Promise<string | undefined> {
  const problem = await execution.organization.tasking.ready().then(() => undefined, messageOf);
  return problem ?? whyNotNow(execution);
}

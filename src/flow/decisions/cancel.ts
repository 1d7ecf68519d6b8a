import type { Outcome } from "../../core/model/change.js";
import { type Agree, type DecisionReport, decided } from "../../core/model/decision.js";
import { type Ledger, taskRow } from "../../core/model/ledger.js";
import { howTo } from "../../core/plan/how-to.js";
import { type PersonCancels, personCancels } from "../../core/plan/person-cancels.js";
import { type EndedRun, personEnds } from "../../core/plan/person-ends.js";
import { counted, sensors } from "../../core/report/describe.js";
import type { WritableOrganization } from "../../ports/organization.js";
import { liveLease } from "../apply/lease.js";
import { observeLedger } from "../observe-ledger.js";
import { disagreement } from "./agreement.js";
import { carryOutCancels, type CarriedOut } from "./carry-out-cancels.js";
import { unknownName } from "./known-names.js";
import { latch } from "./latch.js";
import { lookAtQueue } from "./look-at-queue.js";
import { usable } from "./usable-ledger.js";
import { type Waiting, waitForLease } from "./wait-for-lease.js";

export interface CancelInput extends Waiting {
  readonly agree: Agree;
  /** All names in the files. */
  readonly declared: readonly string[];
}

/** Cancels what is pending of some tasks, now. An apply that is under way is left alone. */
export async function cancelTasks(
  organization: WritableOrganization,
  names: readonly string[],
  input: CancelInput,
): Promise<DecisionReport> {
  const { alias, clock } = organization;
  const read = usable(await observeLedger(organization), organization);
  if (!("state" in read)) return read;
  const { ledger } = read;
  const unknown = names.find((name) => !input.declared.includes(name) && taskRow(ledger, name) === undefined);
  if (unknown !== undefined) {
    const { result, message } = unknownName(unknown, input.declared, ledger);
    return decided(alias, result, message);
  }
  const lease = liveLease(ledger, organization);
  if (lease !== undefined) return decided(alias, "refused", `nothing was cancelled: ${lease}`);
  const { queue } = await lookAtQueue(organization);
  if (!queue.readable)
    return decided(alias, "failed", `nothing was cancelled: the queue cannot be read: ${queue.reason}`);
  const wanted = new Set(names);
  const meant = { ledger, nowMs: clock.nowMs(), names: wanted };
  const shown = personCancels({ ...meant, entries: queue.entries });
  const ends = personEnds(meant);
  if (shown.changes.length + ends.length === 0) {
    const result = shown.left.some(({ state }) => state === "unknown") ? "failed" : "nothing";
    return decided(alias, result, `nothing of ${names.join(", ")} is pending`, { left: leftOf(shown) });
  }
  const steps = [...stepsOf(shown), ...endsOf(ends)];
  const refusal = await disagreement(alias, steps, input.agree);
  if (refusal !== undefined) return refusal;
  const ids = new Set<string>(shown.changes.map(({ taskId }) => taskId));
  return reportOf(alias, steps, await carryOutCancels(organization, { ...input, names: wanted, ids }));
}

/**
 * The kill switch. First a latch in the ledger, against which nothing is issued any more until somebody resumes: it is written even
 * while an apply is under way, which then stops. When that apply has given its lease back, or the lease has ended, everything that is
 * pending is cancelled. Run again, it goes on where it ended.
 */
export async function cancelAll(
  organization: WritableOrganization,
  input: CancelInput,
): Promise<DecisionReport> {
  const { alias } = organization;
  const read = usable(await observeLedger(organization), organization, { toStop: true });
  if (!("state" in read)) return read;
  const steps = [
    ...(await countsOf(organization, read.ledger)),
    `nothing is issued any more until ${howTo(alias, "resume", "--all")}`,
  ];
  const refusal = await disagreement(alias, steps, input.agree);
  if (refusal !== undefined) return refusal;
  const latched = await latch(organization, "cancel-all");
  if ("failed" in latched)
    return decided(alias, "failed", `nothing was cancelled: ${latched.failed}`, { steps });
  const again = `everything is paused; to cancel what is left: ${howTo(alias, "cancel", "--all")}`;
  const owner = await waitForLease(organization, input);
  if (owner !== undefined)
    return decided(alias, "failed", `not cancelled yet: ${owner}`, { steps, left: [again] });
  const report = reportOf(alias, steps, await carryOutCancels(organization, input));
  return report.result === "failed" ? { ...report, left: [...report.left, again] } : report;
}

/** What would be cancelled; where the queue cannot be read now, only the ledger's own count is known. */
async function countsOf(organization: WritableOrganization, ledger: Ledger): Promise<string[]> {
  const { queue } = await lookAtQueue(organization);
  const entries = queue.readable ? queue.entries : [];
  const nowMs = organization.clock.nowMs();
  const shown = personCancels({ ledger, entries, nowMs });
  const ends = endsOf(personEnds({ ledger, nowMs }));
  return queue.readable
    ? [...stepsOf(shown), ...ends]
    : [
        `cancel ${counted(shown.changes.length, "run")}, and how many sensors wait cannot be seen: ${queue.reason}`,
        ...ends,
      ];
}

const listLength = 25;

function stepsOf(cancels: PersonCancels): string[] {
  const waiting = cancels.changes.filter(({ pending }) => pending > 0);
  const others = cancels.changes.length - waiting.length;
  const total = waiting.reduce((sum, { pending }) => sum + pending, 0);
  const rest = others === 0 ? "" : `, and ${counted(others, "run")} of which nothing waits now, all the same`;
  const more = cancels.changes.length - listLength;
  return [
    `cancel ${counted(waiting.length, "run")}: ${counted(total, "delivery").replace(/ys$/, "ies")} waiting${rest}`,
    ...cancels.changes
      .slice(0, listLength)
      .map(
        ({ task, run, taskId, pending }) =>
          `run ${run} of ${task}, task_id ${taskId}: ${sensors(pending)} waiting`,
      ),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...leftOf(cancels),
  ];
}

/** What a cancel does to runs in parts beside what waits. */
const endsOf = (ends: readonly EndedRun[]): string[] =>
  ends.map(
    ({ task, run }) => `no further part of run ${run} of ${task} follows; a higher \`run\` begins anew`,
  );

const leftOf = ({ left }: PersonCancels): string[] =>
  left.map(({ task, run, why }) => `left: run ${run} of ${task}: ${why}`);

function reportOf(organization: string, steps: readonly string[], carried: CarriedOut): DecisionReport {
  const { outcomes, cancels, failure, refused } = carried;
  if (refused !== undefined)
    return decided(organization, "refused", `nothing was cancelled: ${refused}`, { steps });
  const open = outcomes.filter(({ result }) => result !== "done");
  const left = [...open.map(problemOf), ...(cancels === undefined ? [] : leftOf(cancels)), ...carried.untold];
  const unclear = cancels?.left.some(({ state }) => state === "unknown") ?? false;
  const { ended = [] } = carried;
  const ends = ended.length === 0 ? "" : `; no further part of ${ended.join(", ")} follows`;
  const done = `cancelled ${counted(outcomes.length - open.length, "run")}${ends}`;
  const message = failure === undefined ? done : `${done}; ${failure}`;
  const result = failure !== undefined || open.length > 0 || unclear ? "failed" : "done";
  return decided(organization, result, message, { steps, left });
}

const problemOf = ({ change, message }: Outcome): string =>
  change.verb === "cancel"
    ? `run ${change.run} of ${change.task}, task_id ${change.taskId}: ${message}`
    : message;

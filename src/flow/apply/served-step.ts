import type { AdoptChange, CountServedChange, IssueChange } from "../../core/model/change.js";
import type { Finding } from "../../core/model/finding.js";
import { latestRun, taskRow } from "../../core/model/ledger.js";
import { messageOf } from "../../core/model/message-of.js";
import type { QueueReading } from "../../core/model/queue.js";
import { targetSelector } from "../../core/model/target.js";
import { countedServed, isCounted, whomItAsks } from "../../core/plan/served.js";
import { withTask } from "../../core/plan/record.js";
import { changesOf, done, type Execution, failed, membersOf, whyNotNow } from "./execution.js";
import { queueNow } from "./queue-now.js";

/** A run whose sensors are to be counted: one that was issued or found just now, or that an earlier apply left uncounted. */
type ToCount = IssueChange | AdoptChange | CountServedChange;

/**
 * Counts who was there when a run for newcomers as well was issued: after the request, so that nobody is missed who came while it was
 * on its way. What cannot be counted now is with the next apply, and nothing further of that run is due before.
 */
export async function servedStep(execution: Execution): Promise<void> {
  const toCount = [...recordedNow(execution), ...changesOf(execution, "count-served")];
  if (toCount.length === 0) return;
  const queue = await queueNow(execution);
  for (const change of toCount) {
    const problem = await count(execution, change, queue).catch(messageOf);
    if (change.verb !== "count-served") {
      if (problem !== undefined) execution.findings.push(uncounted(execution, change, problem));
    } else if (problem === undefined) done(execution, change, "counted");
    else failed(execution, change, problem);
  }
}

/** What was issued or found, and stands in the ledger uncounted. */
function recordedNow({ outcomes, lease }: Execution): ToCount[] {
  return outcomes.flatMap(({ change, result }) => {
    if ((change.verb !== "issue" && change.verb !== "adopt") || result !== "done") return [];
    const row = taskRow(lease.session.ledger, change.task);
    const run = row && latestRun(row);
    return run?.part?.newcomers === undefined || isCounted(row ?? {}, run.run) ? [] : [change];
  });
}

/** Returns why it could not be counted. Throws when the ledger or the listing fails. */
async function count(
  execution: Execution,
  change: ToCount,
  queue: QueueReading,
): Promise<string | undefined> {
  const { lease, organization, fleet } = execution;
  const row = taskRow(lease.session.ledger, change.task);
  const run = row && latestRun(row);
  if (row === undefined || run?.part?.newcomers === undefined) return "the ledger does not have it any more";
  if (isCounted(row, run.run)) return undefined;
  if (!queue.readable) return `the queue cannot be read: ${queue.reason}`;
  if (fleet.unlisted !== undefined) return fleet.unlisted;
  const listed = await matchingNow(execution, targetSelector(run.request.target));
  const halted = whyNotNow(execution);
  if (halted !== undefined) return halted;
  const decided = change.verb === "issue" ? whomItAsks(change, undefined, fleet) : undefined;
  const counted = countedServed(row, {
    run,
    listed,
    queue: queue.entries,
    fleet,
    ...(typeof decided === "object" ? { decided } : {}),
    nowMs: organization.clock.nowMs(),
  });
  await lease.renew();
  await lease.session.write(withTask(membersOf(execution), change.task, counted));
  return undefined;
}

/** Ids of the sensors that match by the service's own evaluation: it decided who got the run. */
async function matchingNow({ organization }: Execution, selector: string): Promise<string[]> {
  const listed: string[] = [];
  for await (const page of organization.sensors.list(selector)) listed.push(...page.map(({ sid }) => sid));
  return listed;
}

const uncounted = ({ organization }: Execution, { task, run }: ToCount, why: string): Finding => ({
  check: "plan/served-uncounted",
  severity: "warning",
  message: `Cannot count who was there when run ${run} of ${task} was issued: ${why}`,
  fix: "The next apply counts them; newcomers get it after that",
  organization: organization.alias,
  task,
});

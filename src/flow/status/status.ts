import { nearestName } from "../../core/model/nearest.js";
import type { OrganizationStatus } from "../../core/model/status-report.js";
import { heldByTask, namesWithStatus, taskStatus } from "../../core/status/task-status.js";
import type { ReadableOrganization } from "../../ports/organization.js";
import { type Desired, type PlannedOrganization, planOrganization } from "../organization.js";
import { seeRuns } from "./see-runs.js";

/** How far the tasks of an organization are; all of them when none is named. Throws an Error for a name that nobody knows. */
export async function readStatus(
  organization: ReadableOrganization,
  desired: Desired,
  names: readonly string[],
): Promise<{ readonly status: OrganizationStatus; readonly planned: PlannedOrganization }> {
  const planned = await planOrganization(organization, desired);
  return { status: statusOf(planned, desired, names), planned };
}

function statusOf(
  { plan, observation }: PlannedOrganization,
  { tasks }: Desired,
  names: readonly string[],
): OrganizationStatus {
  const { ledger: reading, queue, nowMs } = observation;
  const ledger = reading.state === "present" ? reading.ledger : undefined;
  const declared = new Map(tasks.map((task) => [task.name, task]));
  const input = {
    declared,
    ledger: ledger ?? { tasks: {} },
    see: seeRuns(observation),
    held: heldByTask(plan.held),
  };
  const known = namesWithStatus(input);
  const chosen = names.length === 0 ? known : names;
  const unknown = names.find((name) => !declared.has(name) && !Object.hasOwn(input.ledger.tasks, name));
  if (unknown !== undefined && ledger !== undefined) throw new Error(unknownTask(unknown, known));
  return {
    organization: plan.organization,
    oid: plan.oid,
    nowMs,
    ...(ledger?.commit === undefined ? {} : { commit: ledger.commit }),
    ...(ledger?.paused === undefined ? {} : { paused: ledger.paused }),
    held: plan.held.filter(({ object }) => object !== "task"),
    ...(queue.readable ? {} : { unreadable: queue.reason }),
    tasks: ledger === undefined ? [] : chosen.map((name) => taskStatus(name, input)),
  };
}

function unknownTask(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  const hint = near === undefined ? "" : `; did you mean ${near}?`;
  return `no task is called ${name}, in the files or in the ledger${hint}`;
}

import { nearestName } from "../../core/model/nearest.js";
import type { OrganizationStatus } from "../../core/model/status-report.js";
import { withDetections } from "../../core/status/detections.js";
import { shownRuns, withFailures } from "../../core/status/failures.js";
import { nextByTask } from "../../core/status/next-by-task.js";
import { heldByTask, namesWithStatus, taskStatus } from "../../core/status/task-status.js";
import type { ReadableOrganization } from "../../ports/organization.js";
import { type Desired, type PlannedOrganization, planOrganization } from "../organization.js";
import { observeFailures } from "../observe-failures.js";
import { readDetections } from "./read-detections.js";
import { seeRuns } from "./see-runs.js";

/** What a status is asked for. */
export interface StatusQuestion {
  /** All tasks when none is named. */
  readonly names: readonly string[];
  /** How far back detections are counted; left out: not at all. */
  readonly detectionSeconds?: number;
  /** Whether failures are counted. */
  readonly failures: boolean;
}

/** How far the tasks of an organization are. Throws an Error for a name that nobody knows. */
export async function readStatus(
  organization: ReadableOrganization,
  desired: Desired,
  { names, detectionSeconds, failures }: StatusQuestion,
): Promise<{ readonly status: OrganizationStatus; readonly planned: PlannedOrganization }> {
  const planned = await planOrganization(organization, desired);
  const status = statusOf(planned, desired, names);
  const { ledger: reading, fleet } = planned.observation;
  if (reading.state !== "present") return { status, planned };
  const { ledger } = reading;
  const [detections, failed] = await Promise.all([
    detectionSeconds === undefined ? undefined : readDetections(organization, detectionSeconds),
    failures ? observeFailures(organization, shownRuns(status.tasks, ledger), { ledger, fleet }) : undefined,
  ]);
  const detected = detections === undefined ? status.tasks : withDetections(status.tasks, ledger, detections);
  const tasks =
    failed === undefined
      ? detected
      : withFailures(detected, ledger, { failures: failed, sensors: fleet.sensors });
  return { status: { ...status, tasks }, planned };
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
    next: nextByTask(plan),
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

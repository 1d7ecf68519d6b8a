import { effectOf } from "../../core/command/answers.js";
import type { IssueChange } from "../../core/model/change.js";
import { messageOf } from "../../core/model/message-of.js";
import { isTaskable } from "../../core/model/sensor.js";
import { driftedTooFar } from "../../core/model/sensor-drift.js";
import { targetSelector } from "../../core/model/target.js";
import { reachedBy } from "../../core/plan/reach.js";
import type { Execution } from "./execution.js";

/**
 * How many sensors a run will reach, right before it is sent. `total` is undefined when nobody knows and nothing limits it.
 * `refused`: it may not be sent, and `allow` is what would let it.
 */
export type Count =
  | { readonly total: number | undefined }
  | { readonly refused: string; readonly allow: string };

/** What a listing found: ids of all sensors that match, and of those that can run commands. */
interface Listed {
  readonly total: number;
  readonly taskable: ReadonlySet<string>;
}

/**
 * Counts what a run that is not read-only would reach by the service's own evaluation of its selector, and compares that with the
 * limits and, as a set, with what was reviewed. A read-only run is taken at the number of the plan.
 */
export async function countNow(execution: Execution, change: IssueChange): Promise<Count> {
  if (effectOf(change.request.command).effect === "read-only") {
    const total = change.reach.known ? change.reach.total : undefined;
    return (total === undefined ? undefined : overLimit(execution, total)) ?? { total };
  }
  if (isNamed(change)) return overLimit(execution, namedTotal(change)) ?? { total: namedTotal(change) };
  const listed = await listedBy(execution, change).catch(messageOf);
  if (typeof listed === "string") return unknownNumber(execution, listed);
  return (
    overLimit(execution, listed.total) ?? moved(execution, change, listed.taskable) ?? { total: listed.total }
  );
}

/** A round of newcomers names its sensors: it can reach no others, whatever the service's evaluation of the rest is. */
const isNamed = ({ part, reach }: IssueChange): boolean =>
  part?.newcomers !== undefined && part.newcomers.round > 0 && reach.known;

const namedTotal = ({ reach }: IssueChange): number => (reach.known ? reach.total : 0);

async function listedBy({ organization }: Execution, { request }: IssueChange): Promise<Listed> {
  const all = new Set<string>();
  const taskable = new Set<string>();
  for await (const page of organization.sensors.list(targetSelector(request.target))) {
    for (const sensor of page) {
      all.add(sensor.sid);
      if (isTaskable(sensor)) taskable.add(sensor.sid);
    }
  }
  return { total: all.size, taskable };
}

/** Where a number is limited, an unknown one is refused. */
function unknownNumber({ limits }: Execution, why: string): Count {
  if (limits.sensorsPerTask === undefined && limits.sensorsPerApply === undefined)
    return { total: undefined };
  const refused = `nobody knows how many sensors it would reach, and their number is limited: ${why}`;
  return { refused, allow: "apply again when the service lists its sensors" };
}

function overLimit({ limits, reached }: Execution, total: number): Count | undefined {
  const { sensorsPerTask = Number.POSITIVE_INFINITY, sensorsPerApply = Number.POSITIVE_INFINITY } = limits;
  if (total > sensorsPerTask) {
    const refused = `the service lists ${total} sensors for it; limits.sensorsPerTask is ${sensorsPerTask}`;
    return { refused, allow: "raise limits.sensorsPerTask, or narrow the task's target" };
  }
  if (reached + total <= sensorsPerApply) return undefined;
  const refused = `the service lists ${total} sensors for it after the ${reached} of this apply; limits.sensorsPerApply is ${sensorsPerApply}`;
  return { refused, allow: "raise limits.sensorsPerApply, or apply the tasks in several steps" };
}

/** The sensors of the service's listing against those of the review or, where it names none, those we decided on. */
function moved(
  { limits, review, fleet }: Execution,
  { fingerprint, request }: IssueChange,
  listed: ReadonlySet<string>,
): Count | undefined {
  const before = review.reached.get(fingerprint) ?? reachedBy(request.target, fleet);
  const refused = before && driftedTooFar(before, listed, limits.sensorDrift);
  return refused === undefined
    ? undefined
    : { refused, allow: "look at the new plan, and apply again when the number is meant" };
}

/**
 * The most sensors that the service may say it matched, when it was counted before: more is over a limit, over what the runs before
 * it left of the limit of the apply, or more than the number may move between two looks.
 */
export function mostAllowed({ limits, reached }: Execution, expected: number | undefined): number {
  const {
    sensorsPerTask = Number.POSITIVE_INFINITY,
    sensorsPerApply = Number.POSITIVE_INFINITY,
    sensorDrift,
  } = limits;
  const limit = Math.min(sensorsPerTask, Math.max(0, sensorsPerApply - reached));
  if (expected === undefined) return limit;
  const more = Math.max(sensorDrift.floor, Math.floor((expected * sensorDrift.percent) / 100));
  return Math.min(limit, expected + more);
}

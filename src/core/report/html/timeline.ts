import { lookedAt, type Walked } from "../../model/report.js";
import { deliveredOf, type OrganizationStatus, type RunStatus } from "../../model/status-report.js";

/** How far all runs together were at one instant. */
export interface Point {
  /** Server time, epoch milliseconds. */
  readonly atMs: number;
  /** Sensors that were targeted until then. */
  readonly targeted: number;
  /** At least so many had confirmed the receipt by then. */
  readonly delivered: number;
}

/** More points than this nobody can tell apart. */
const mostPoints = 200;

/**
 * Delivery over time: what was targeted when it was issued, and what was delivered whenever somebody looked; between two looks nothing
 * is made up. Runs of which one of the two is not known are left out.
 */
export function timelineOf(report: Walked<OrganizationStatus>): Point[] {
  const steps = lookedAt(report)
    .flatMap(({ nowMs, tasks }) =>
      tasks.flatMap(({ status }) => (status === undefined ? [] : stepsOf(status, nowMs))),
    )
    .toSorted((a, b) => a.atMs - b.atMs);
  const points: Point[] = [];
  let [targeted, delivered] = [0, 0];
  for (const { atMs, ...more } of steps) {
    targeted += more.targeted;
    delivered += more.delivered;
    if (points.at(-1)?.atMs === atMs) points.pop();
    points.push({ atMs, targeted, delivered });
  }
  return thinned(points);
}

/** What each look adds to what was known before it. */
function stepsOf({ counts, issuedAtMs, observed = [] }: RunStatus, nowMs: number): Point[] {
  const { targeted, asOfMs } = counts;
  if (targeted === undefined || issuedAtMs === undefined) return [];
  const now = deliveredOf(counts);
  const looks = [
    ...observed.flatMap(({ atMs, delivered }) => (delivered === undefined ? [] : [{ atMs, delivered }])),
    ...(now === undefined ? [] : [{ atMs: asOfMs ?? nowMs, delivered: now }]),
  ];
  let known = 0;
  const steps = looks.map(({ atMs, delivered }) => {
    const more = Math.max(0, delivered - known);
    known += more;
    return { atMs: Math.max(atMs, issuedAtMs), targeted: 0, delivered: more };
  });
  return [{ atMs: issuedAtMs, targeted, delivered: 0 }, ...steps];
}

/** The first, the last, and as many between them as can be told apart. */
function thinned(points: readonly Point[]): Point[] {
  const every = Math.ceil(points.length / mostPoints);
  return points.filter((_, index) => index % every === 0 || index === points.length - 1);
}

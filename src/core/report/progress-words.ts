import { lookedAt, notLookedAt, type Walked } from "../model/report.js";
import {
  deliveredOf,
  type OrganizationStatus,
  type RunCounts,
  type RunStatus,
} from "../model/status-report.js";
import { counted, describeEnd, grouped } from "./describe.js";

/** How far runs are, in one line: "Issued 2 tasks: 96 % delivered, 51 waiting, ends in 2d". Never more certain than what is known. */
export function progressVerdict(report: Walked<OrganizationStatus>): string {
  const looked = lookedAt(report);
  const runs = looked.flatMap(({ nowMs, tasks }) =>
    tasks.flatMap(({ task, status }) => (status === undefined ? [] : [{ task, status, nowMs }])),
  );
  const failed = notLookedAt(report).length;
  const names = new Set(runs.map(({ task }) => task));
  const where = looked.length > 1 ? ` in ${counted(looked.length, "organization")}` : "";
  return [
    `Issued ${counted(names.size, "task")}${where}: ${partsOf(runs).join(", ")}`,
    ...(failed === 0 ? [] : [`${counted(failed, "organization")} failed`]),
  ].join("; ");
}

interface Seen {
  readonly status: RunStatus;
  readonly nowMs: number;
}

function partsOf(runs: readonly Seen[]): string[] {
  const sum = (name: keyof RunCounts): number =>
    runs.reduce((total, { status }) => total + (status.counts[name] ?? 0), 0);
  const staged = (...stages: readonly RunStatus["stage"][]): number =>
    runs.filter(({ status }) => stages.includes(status.stage)).length;
  const counts: readonly (readonly [number, string])[] = [
    [sum("pending"), "waiting"],
    [sum("expired"), "expired"],
    [staged("unresolved"), "unresolved"],
    [staged("probably-cancelled"), "probably cancelled by somebody"],
    [staged("cancelled"), "cancelled"],
  ];
  return [
    delivered(runs.map(({ status }) => status.counts)),
    ...counts.flatMap(([count, what]) => (count === 0 ? [] : [`${grouped(count)} ${what}`])),
    ...end(runs),
  ];
}

/** Never rounded up, and `at least` as soon as one number is missing. */
function delivered(counts: readonly RunCounts[]): string {
  const known = counts.flatMap((each) => deliveredOf(each) ?? []);
  if (known.length === 0) return "not known yet how many got it";
  const part = known.reduce((sum, each) => sum + each, 0);
  const whole = counts.reduce((sum, each) => sum + (each.targeted ?? Number.NaN), 0);
  const least = known.length < counts.length || counts.some(({ unknown = 0 }) => unknown > 0);
  const share = whole > 0 ? `${Math.floor((100 * part) / whole)} %` : grouped(part);
  return `${least ? "at least " : ""}${share} delivered`;
}

/** The last end, as long as anybody may still get it. */
function end(runs: readonly Seen[]): string[] {
  const left = runs.flatMap(({ status, nowMs }) =>
    ["delivered", "cancelled"].includes(status.stage) ? [] : [status.expiresAtMs - nowMs],
  );
  if (left.length === 0) return [];
  const last = describeEnd(Math.max(...left));
  return [left.length > 1 ? `the last ${last}` : last];
}

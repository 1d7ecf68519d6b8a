import { lookedAt, notLookedAt, type Walked } from "../model/report.js";
import { hasErrors } from "../model/finding.js";
import type {
  OrganizationStatus,
  Recording,
  RuleDetections,
  RunCounts,
  RunStatus,
  TaskFailures,
  TaskStatus,
} from "../model/status-report.js";
import { counted, describeEnd, grouped, sensors } from "./describe.js";
import { instant } from "./instant.js";
import { formatDuration } from "../model/duration.js";

/** The first line of a status. */
export function statusVerdict(report: Walked<OrganizationStatus>): string {
  if (hasErrors(report.findings)) return "Invalid: nothing was looked at";
  const tasks = lookedAt(report).flatMap((organization) => organization.tasks);
  const count = (wanted: (task: TaskStatus) => boolean): number => tasks.filter(wanted).length;
  const stage = (name: RunStatus["stage"]) => count(({ status }) => status?.stage === name);
  const parts: readonly (readonly [number, string])[] = [
    [stage("pending"), "pending"],
    [stage("unresolved"), "unresolved"],
    [stage("probably-cancelled"), "probably cancelled"],
    [count(({ held, status }) => held.length > 0 && status?.stage !== "unresolved"), "held"],
    [count(({ paused }) => paused !== undefined), "paused"],
  ];
  const said = parts.flatMap(([number, what]) => (number === 0 ? [] : [`${grouped(number)} ${what}`]));
  const failed = notLookedAt(report).length;
  return [
    `${counted(tasks.length, "task")}: ${said.length === 0 ? "nothing pending" : said.join(", ")}`,
    ...(failed === 0 ? [] : [`${counted(failed, "organization")} failed`]),
  ].join("; ");
}

/** The stage of a run in words. */
export const stageWords: { readonly [stage in RunStatus["stage"]]: string } = {
  unresolved: "unresolved",
  pending: "pending",
  delivered: "delivered",
  left: "not in the queue any more",
  "probably-cancelled": "probably cancelled by somebody",
  ended: "ended",
  cancelled: "cancelled",
  unseen: "as last observed",
};

/** The sensors of a run in one line: what became of them, and when that was seen. */
export function countWords(counts: RunCounts, nowMs: number): string {
  const { targeted, delivered, pending, asOfMs } = counts;
  const of = targeted === undefined ? "" : ` of ${sensors(targeted)}${percent(delivered, targeted)}`;
  const parts = [
    ...(delivered === undefined ? [] : [`${grouped(delivered)}${of} delivered`]),
    ...(delivered === undefined && targeted !== undefined ? [`sent to ${sensors(targeted)}`] : []),
    ...(pending === undefined ? [] : [`${grouped(pending)} waiting`]),
    ...some(counts.expired, "expired"),
    ...some(counts.notTaskable, "not taskable"),
    ...some(counts.unknown, "unknown"),
  ];
  const seen = asOfMs === undefined ? "" : ` (last observed ${formatDuration((nowMs - asOfMs) / 1000)} ago)`;
  return parts.length === 0 ? "unknown" : `${parts.join(", ")}${seen}`;
}

const some = (count: number | undefined, what: string): string[] =>
  count === undefined || count === 0 ? [] : [`${grouped(count)} ${what}`];

/** Never rounded up to all. */
function percent(part: number | undefined, whole: number): string {
  return part === undefined || whole === 0 ? "" : ` (${Math.floor((100 * part) / whole)} %)`;
}

/** When and from where a run was issued. */
export function issuedWords({ issuedAtMs, commit, author, how }: RunStatus, nowMs: number): string {
  const when =
    issuedAtMs === undefined
      ? "not known to be"
      : `${instant(issuedAtMs)}, ${formatDuration((nowMs - issuedAtMs) / 1000)} ago`;
  const from = commit === undefined ? "" : `, commit ${shortCommit(commit)}`;
  const by = author === undefined ? "" : ` by ${author}`;
  const found = how === "requested" ? "" : how === "adopted" ? ", adopted" : ", by a person's word";
  return `${when}${from}${by}${found}`;
}

const shortCommit = (sha: string): string => sha.replace(/^([0-9a-f]{12})[0-9a-f]+/, "$1");

/** The sensor that waits and was away the longest; undefined when nobody is known to wait. */
export function oldestWords({ oldestWaiting }: RunStatus, nowMs: number): string | undefined {
  if (oldestWaiting === undefined) return undefined;
  const { sid, hostname, lastSeenMs } = oldestWaiting;
  const name = hostname === undefined || hostname === "" ? sid : `${hostname} (${sid})`;
  if (lastSeenMs === undefined) return `${name}, nobody knows when it was last seen`;
  const ago = formatDuration(Math.max(0, nowMs - lastSeenMs) / 1000);
  return `${name}, last seen ${instant(lastSeenMs)}, ${ago} ago`;
}

/** When a run ends, ended, or was cancelled. */
export function endWords({ cancelledAtMs, expiresAtMs }: RunStatus, nowMs: number): string {
  return cancelledAtMs === undefined
    ? describeEnd(expiresAtMs - nowMs)
    : `cancelled ${formatDuration((nowMs - cancelledAtMs) / 1000)} ago`;
}

/** What response rules detected lately, in one line. */
function detectionWords(detections: RuleDetections): string {
  if ("unreadable" in detections) return `detections are not known: ${detections.unreadable}`;
  const { sinceMs, count, isCut, lastMs, names } = detections;
  const least = isCut === true ? "at least " : "";
  const said = `${least}${counted(count, "detection")} since ${instant(sinceMs)}`;
  return lastMs === undefined ? said : `${said}, the last at ${instant(lastMs)}: ${names.join(", ")}`;
}

/** So many sensors that failed are named in one line. */
const mostFailed = 5;

/** What failed, in one line. */
function failureWords({ count, sensors: named, doubt }: TaskFailures): string {
  if (doubt !== undefined && count === 0) return `failures are not known: ${doubt}`;
  const shown = named.slice(0, mostFailed).map(({ sid, hostname }) => hostname ?? sid);
  const rest = count - shown.length;
  const who =
    shown.length === 0 ? "" : ` (${shown.join(", ")}${rest > 0 ? `, and ${grouped(rest)} more` : ""})`;
  const said = `failed: ${grouped(count)}${who}`;
  return doubt === undefined ? said : `${said}; there may be others: ${doubt}`;
}

/** What is to be said of a task beyond its numbers. */
export function taskNotes({ status, note, next, paused, detections, failures }: TaskStatus): string[] {
  return [
    ...(failures === undefined ? [] : [failureWords(failures)]),
    ...(detections === undefined ? [] : [detectionWords(detections)]),
    ...(note === undefined ? [] : [note]),
    ...(next === undefined ? [] : [next.what]),
    ...(paused === undefined ? [] : [`paused since ${instant(paused.atMs)} by ${paused.by}`]),
    ...(status?.coverage === undefined ? [] : ["adopted from somebody else, coverage unknown"]),
    ...(status?.lost === undefined
      ? []
      : [`at least ${sensors(status.lost)} left the queue without having been connected since`]),
  ];
}

/** What is to be said of a whole organization. */
export function organizationNotes({ commit, paused, unreadable, recording }: OrganizationStatus): string[] {
  return [
    ...(commit === undefined ? [] : [`applied commit ${shortCommit(commit.sha)} at ${instant(commit.atMs)}`]),
    ...(paused === undefined ? [] : [`paused since ${instant(paused.atMs)} by ${paused.by}`]),
    ...(unreadable === undefined
      ? []
      : [`the queue cannot be read: ${unreadable}; everything is as last observed`]),
    ...(recording === undefined ? [] : [recordingWords(recording)]),
  ];
}

function recordingWords({ result, reason }: Recording): string {
  const words = {
    recorded: "recorded in the ledger",
    "nothing-new": "nothing new to record",
    "not-recorded": "not recorded",
  }[result];
  return reason === undefined ? words : `${words}: ${reason}`;
}

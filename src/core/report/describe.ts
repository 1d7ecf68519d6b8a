import { shareOf } from "../model/buckets.js";
import { formatDuration } from "../model/duration.js";
import type { Change, FieldDiff, IssueChange, Outcome, Reach, Verb } from "../model/change.js";
import { compareText } from "../model/finding.js";
import type { Json } from "../model/json.js";
import type { RunPart } from "../model/run-part.js";
import type { Plan } from "../model/plan.js";
import { describeTarget } from "../model/target.js";
import { describeRule } from "./describe-rule.js";
import { inert } from "./inert.js";

/** One change in the words of a person, for every output that people read. All texts are inert. */
export interface Description {
  readonly sign: "+" | "~" | "-" | ">" | "=";
  readonly title: string;
  readonly reason: string;
  /** Label and value pairs, in reading order. */
  readonly details: readonly (readonly [label: string, value: string])[];
  readonly diff: readonly FieldDiff[];
  /** What live changed without Git. */
  readonly drift: readonly FieldDiff[];
}

const signs: { readonly [verb in Verb]: Description["sign"] } = {
  subscribe: "+",
  "create-rule": "+",
  "update-rule": "~",
  "delete-rule": "-",
  "adopt-rule": "=",
  "forget-rule": "=",
  move: "=",
  remember: "=",
  adopt: "=",
  accept: "=",
  reschedule: "=",
  cancel: "-",
  issue: ">",
  "count-served": "=",
  tombstone: "=",
};

/** Describes a change. */
export function describeChange(change: Change): Description {
  return {
    sign: signs[change.verb],
    title: inert(titleOf(change)),
    reason: inert(change.reason),
    details: detailsOf(change).map(([label, value]) => [label, inert(value)]),
    diff: "diff" in change && change.verb !== "create-rule" ? change.diff : [],
    drift: "drift" in change && change.drift !== undefined ? change.drift : [],
  };
}

function titleOf(change: Change): string {
  switch (change.verb) {
    case "subscribe":
      return `subscribe to ${change.extension}`;
    case "create-rule":
    case "update-rule":
      return `${change.verb === "create-rule" ? "create" : "update"} rule ${change.rule.key}`;
    case "delete-rule":
      return `delete rule ${change.key}`;
    case "adopt-rule":
      return `record rule ${change.key}`;
    case "forget-rule":
      return `forget rule ${change.key}`;
    case "move":
      return `move ${change.from} to ${change.task}`;
    case "remember":
      return `record ${change.task}`;
    case "accept":
    case "reschedule":
    case "cancel":
      return `${change.verb} ${change.task}, run ${change.run}`;
    case "adopt":
    case "issue":
      return `${change.verb} ${change.task}, run ${change.run}${partWords(change.part)}`;
    case "count-served":
      return `count who has ${change.task}, run ${change.run}`;
    case "tombstone":
      return `record ${change.task} as removed`;
  }
}

/** Which part of a run is meant, after its number; empty for a run that is one request. */
function partWords(part: RunPart | undefined): string {
  if (part?.wave !== undefined) return `, wave up to ${shareOf(part.wave.to)} %`;
  if (part?.newcomers !== undefined && part.newcomers.round > 0) return `, newcomers ${part.newcomers.round}`;
  return part?.period === undefined ? "" : `, period ${part.period.index}`;
}

function detailsOf(change: Change): [string, string][] {
  switch (change.verb) {
    case "issue":
      return [
        ["task", change.request.command],
        ["target", describeTarget(change.request.target)],
        ["reaches", describeReach(change.reach)],
        ...sampleOf(change.reach),
        ...allParts(change),
        ["ttl", formatDuration(change.request.ttlSeconds)],
        ["token", change.request.context],
      ];
    case "create-rule":
      return describeRule(change.rule);
    case "cancel":
      return [
        ["task_id", change.taskId],
        ["pending", change.pending === 0 ? "nothing now; cancelled all the same" : sensors(change.pending)],
      ];
    case "adopt":
      return change.taskId === undefined ? [] : [["task_id", change.taskId]];
    default:
      return [];
  }
}

/** The changes of a plan that an apply which ended early did not come to. */
export function untried(plan: Plan, outcomes: readonly Outcome[]): Change[] {
  const tried = new Set(outcomes.map(({ change }) => change.fingerprint));
  return plan.changes.filter(({ fingerprint }) => !tried.has(fingerprint));
}

/** A number of sensors in words. */
export function sensors(count: number): string {
  return `${grouped(count)} ${count === 1 ? "sensor" : "sensors"}`;
}

/** A count with its noun, the plural by -s. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Digits in groups of three: 1,284. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** When something ends or ended, from the milliseconds that are left. */
export function describeEnd(leftMs: number): string {
  return leftMs > 0
    ? `ends in ${formatDuration(leftMs / 1000)}`
    : `ended ${formatDuration(-leftMs / 1000)} ago`;
}

/** How many sensors a run reaches, and where they are. */
export function describeReach(reach: Reach): string {
  if (!reach.known) return `unknown: ${reach.reason}`;
  const parts = [`${grouped(reach.online)} online`, `${grouped(reach.offline)} offline`];
  if (reach.notTaskable > 0) parts.push(`${grouped(reach.notTaskable)} cannot run commands`);
  const platforms = Object.entries(reach.platforms)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, count]) => `${name} ${grouped(count)}`);
  return `${sensors(reach.total)}: ${parts.join(", ")} (${platforms.join(", ")})`;
}

/** Of a wave: whom the run reaches when all of them are done; of newcomers: all that match, those that have it included. */
const allParts = ({ runReach, part }: IssueChange): [string, string][] =>
  runReach === undefined
    ? []
    : [[part?.newcomers === undefined ? "all waves" : "all of it", describeReach(runReach)]];

function sampleOf(reach: Reach): [string, string][] {
  if (!reach.known || reach.sample.length === 0) return [];
  const more = reach.online + reach.offline - reach.sample.length;
  return [["such as", `${reach.sample.join(", ")}${more > 0 ? ` and ${grouped(more)} more` : ""}`]];
}

/** A field's value on one line. */
export function describeValue(value: Json): string {
  return inert(typeof value === "string" ? value : JSON.stringify(value));
}

/** Said in every plan that nobody watches over. */
export const noWitness = "no witness: a ledger that was rolled back might not be noticed";

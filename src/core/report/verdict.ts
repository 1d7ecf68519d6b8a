import type { Change, IssueChange, Outcome } from "../model/change.js";
import { hasErrors } from "../model/finding.js";
import type { Plan } from "../model/plan.js";
import {
  type FailedOrganization,
  type OrganizationReport,
  type Report,
  wasPlanned,
} from "../model/report.js";
import { counted, grouped, sensors } from "./describe.js";

/** The first line of every report: what would happen, or happened, in one sentence. */
export function verdict(report: Report): string {
  if (hasErrors(report.findings)) return "Invalid: nothing was looked at, nothing is sent";
  const planned = report.organizations.filter(wasPlanned);
  const said =
    report.command === "plan" ? planVerdict(planned.map(({ plan }) => plan)) : applyVerdict(planned);
  const parts = [
    ...(planned.length === 0 ? [] : said),
    ...heldPart(planned),
    ...failedPart(report.organizations),
  ];
  return parts.length === 0 ? "No organization was chosen" : parts.join("; ");
}

/** The same for one organization of several, as a line of a table. */
export function verdictIn(
  command: Report["command"],
  organization: OrganizationReport | FailedOrganization,
): string {
  if (!wasPlanned(organization)) return "failed";
  const said = command === "plan" ? planVerdict([organization.plan]) : applyVerdict([organization]);
  const failed = organization.failure === undefined ? [] : ["failed"];
  return [...said, ...heldPart([organization]), ...failed].join("; ");
}

function planVerdict(plans: readonly Plan[]): string[] {
  const ready = plans.filter((plan) => plan.state === "ready");
  const changes = ready.flatMap((plan) => plan.changes);
  const would = changes.length === 0 ? "No changes" : `Would ${countsOf(changes, "infinitive").join(", ")}`;
  return [
    ...(ready.length === 0 ? [] : [would]),
    ...haltedPart(plans, {
      alone: ready.length === 0,
      refused: "nothing would be done",
      stopped: "nothing may be sent",
    }),
  ];
}

function applyVerdict(organizations: readonly OrganizationReport[]): string[] {
  const outcomes = organizations.flatMap(({ outcomes: all = [] }) => all);
  const done = outcomes.filter(({ result }) => result === "done").map(({ change }) => change);
  const failed = organizations.some(({ failure }) => failure !== undefined);
  const ready = organizations.some(({ plan }) => plan.state === "ready");
  const idle = outcomes.length > 0 || failed ? ["Nothing was done"] : ready ? ["No changes"] : [];
  return [
    ...(done.length > 0 ? [sentence(countsOf(done, "past").join(", "))] : idle),
    ...problems(outcomes.filter(({ result }) => result !== "done")),
    ...haltedPart(
      organizations.map(({ plan }) => plan),
      { alone: done.length + idle.length === 0, refused: "nothing was done", stopped: "nothing was sent" },
    ),
  ];
}

/** Organizations in which nothing may be done at all. `alone`: there is nothing to say of the others. */
function haltedPart(
  plans: readonly Plan[],
  texts: { readonly alone: boolean; readonly refused: string; readonly stopped: string },
): string[] {
  const stopped = plans.filter((plan) => plan.state === "stopped").length;
  const refused = plans.filter((plan) => plan.state === "held").length;
  if (texts.alone && stopped === plans.length)
    return [`Stopped: an answer could not be read, ${texts.stopped}`];
  if (texts.alone && refused === plans.length) return [`Refused: ${texts.refused}`];
  return [
    ...(stopped === 0 ? [] : [`${counted(stopped, "organization")} stopped: an answer could not be read`]),
    ...(refused === 0 ? [] : [`${counted(refused, "organization")} refused`]),
  ];
}

function problems(outcomes: readonly Outcome[]): string[] {
  return (["failed", "unresolved", "skipped"] as const).flatMap((result) => {
    const count = outcomes.filter((outcome) => outcome.result === result).length;
    return count === 0 ? [] : [`${grouped(count)} ${result}`];
  });
}

function heldPart(organizations: readonly OrganizationReport[]): string[] {
  const held = organizations.reduce((sum, { plan }) => sum + plan.held.length, 0);
  return held === 0 ? [] : [`${grouped(held)} held for a person to decide`];
}

function failedPart(organizations: readonly (OrganizationReport | FailedOrganization)[]): string[] {
  const failed = organizations.filter(({ failure }) => failure !== undefined).length;
  return failed === 0 ? [] : [`${counted(failed, "organization")} failed`];
}

/** What changes do, counted: what is sent first, what only the ledger learns last. */
function countsOf(changes: readonly Change[], tense: "infinitive" | "past"): string[] {
  const issues = changes.filter((change): change is IssueChange => change.verb === "issue");
  const count = (...verbs: readonly Change["verb"][]): number =>
    changes.filter(({ verb }) => verbs.includes(verb)).length;
  const parts: readonly (readonly [count: number, verb: string, object: string])[] = [
    [issues.length, "issue", `${counted(issues.length, "task")}${reachOf(issues)}`],
    [count("cancel"), "cancel", counted(count("cancel"), "run")],
    [count("create-rule"), "create", counted(count("create-rule"), "rule")],
    [count("update-rule"), "update", counted(count("update-rule"), "rule")],
    [count("delete-rule"), "delete", counted(count("delete-rule"), "rule")],
    [count("subscribe"), "subscribe", "to the extension"],
  ];
  const sent = parts.filter(([number]) => number > 0);
  const recorded = changes.length - parts.reduce((sum, [number]) => sum + number, 0);
  const all =
    recorded === 0
      ? sent
      : [...sent, [recorded, "record", `${counted(recorded, "fact")} in the ledger`] as const];
  return all.map(([, verb, object]) => `${tense === "past" ? past(verb) : verb} ${object}`);
}

const past = (verb: string): string => {
  if (verb === "cancel") return "cancelled";
  return verb.endsWith("e") ? `${verb}d` : `${verb}ed`;
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Of several tasks a sensor may get more than one, so what they reach is counted in deliveries. */
function reachOf(issues: readonly IssueChange[]): string {
  if (issues.length === 0) return "";
  const known = issues.flatMap(({ reach }) => (reach.known ? [reach.online + reach.offline] : []));
  if (known.length < issues.length) return " to an unknown number of sensors";
  const total = known.reduce((sum, count) => sum + count, 0);
  return issues.length === 1 ? ` to ${sensors(total)}` : ` in ${grouped(total)} deliveries`;
}

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
  const parts = [
    ...(planned.length === 0
      ? []
      : report.command === "plan"
        ? planVerdict(planned.map(({ plan }) => plan))
        : applyVerdict(planned)),
    ...heldPart(planned),
    ...failedPart(report.organizations),
  ];
  return parts.length === 0 ? "No organization was chosen" : parts.join("; ");
}

function planVerdict(plans: readonly Plan[]): string[] {
  if (plans.some((plan) => plan.state === "stopped"))
    return ["Stopped: an answer could not be read, nothing may be sent"];
  const refused = plans.filter((plan) => plan.state === "held");
  if (refused.length > 0 && refused.length === plans.length) return ["Refused: nothing would be done"];
  const changes = plans.filter((plan) => plan.state === "ready").flatMap((plan) => plan.changes);
  return changes.length === 0 ? ["No changes"] : [`Would ${countsOf(changes, "infinitive").join(", ")}`];
}

function applyVerdict(organizations: readonly OrganizationReport[]): string[] {
  const outcomes = organizations.flatMap(({ outcomes: all = [] }) => all);
  const done = outcomes.filter(({ result }) => result === "done").map(({ change }) => change);
  const notDone = outcomes.filter(({ result }) => result !== "done");
  if (organizations.some(({ plan }) => plan.state === "stopped"))
    return ["Stopped: an answer could not be read, nothing was sent"];
  if (outcomes.length === 0)
    return [
      organizations.some(({ plan }) => plan.state === "held") ? "Refused: nothing was done" : "No changes",
    ];
  const doneText = done.length === 0 ? "Nothing was done" : sentence(countsOf(done, "past").join(", "));
  return [doneText, ...problems(notDone)];
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

function reachOf(issues: readonly IssueChange[]): string {
  if (issues.length === 0) return "";
  if (issues.some(({ reach }) => !reach.known)) return " to an unknown number of sensors";
  const total = issues.reduce((sum, { reach }) => sum + (reach.known ? reach.online + reach.offline : 0), 0);
  return ` to ${sensors(total)}`;
}

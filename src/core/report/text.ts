import type { FieldDiff, Foreign, Held, Outcome, Unchanged } from "../model/change.js";
import type { Finding } from "../model/finding.js";
import type { Plan } from "../model/plan.js";
import { shardName } from "../model/shard.js";
import {
  type FailedOrganization,
  type OrganizationReport,
  type Report,
  wasPlanned,
} from "../model/report.js";
import {
  type Description,
  describeChange,
  describeEnd,
  counted,
  describeValue,
  grouped,
  noWitness,
  sensors,
  untried,
} from "./describe.js";
import { renderFindings } from "./findings.js";
import { inert } from "./inert.js";
import { organizationLines, organizationsInDetail } from "./organization-table.js";
import { silencedCounts } from "./silenced.js";
import type { Style } from "./style.js";
import { verdict } from "./verdict.js";
import { wrap } from "./wrap.js";

const labelWidth = 10;
const listLength = 25;

/** A report for a terminal or a log: the verdict, a line for each of several organizations, then one block per change, then what a person must decide. */
export function renderText(report: Report, style: Style): string {
  const sections = [
    [style.bold(verdict(report)), ...shardLine(report, style)],
    findingLines(report.findings, style),
    [silencedCounts(report.silenced ?? [])].filter((line) => line !== ""),
    organizationLines(report, style),
    ...organizationsInDetail(report).map((organization) => detailLines(organization, style)),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** Says that others were not looked at here. */
function shardLine({ shard, organizations }: Report, style: Style): string[] {
  if (shard === undefined) return [];
  const { length } = shard.organizations;
  return [
    style.dim(`  shard ${shardName(shard)}: ${organizations.length} of ${counted(length, "organization")}`),
  ];
}

/** Notes are for `validate`; beside a plan they would hide what matters. */
function findingLines(findings: readonly Finding[], style: Style): string[] {
  const serious = findings.filter(({ severity }) => severity !== "note");
  return serious.length === 0 ? [] : [renderFindings(serious, style)];
}

function detailLines(organization: OrganizationReport | FailedOrganization, style: Style): string[] {
  if (!wasPlanned(organization))
    return [style.bold(inert(organization.organization)), ...failureLines(organization.failure, style)];
  const { plan, outcomes, failure } = organization;
  const sections = [
    failure === undefined ? [] : failureLines(failure, style),
    outcomes === undefined || outcomes.length === 0
      ? changeBlocks(plan, style)
      : [
          ...outcomes.flatMap((outcome) => outcomeBlock(outcome, style)),
          ...untried(plan, outcomes).flatMap((change) =>
            wrap(`  ${style.yellow("not tried")}  `, describeChange(change).title),
          ),
        ],
    section(
      "Held",
      "a person must decide",
      plan.held.flatMap((held) => heldBlock(held, style)),
      style,
    ),
    section("Pending", "issued, not yet delivered everywhere", pendingLines(plan), style),
    section("Unchanged", "", unchangedLines(plan.unchanged), style),
    section("Foreign", "shown, never touched", foreignLines(plan.foreign), style),
    plan.findings.length === 0 ? [] : [renderFindings(plan.findings, style)],
  ];
  const body = sections.filter((lines) => lines.length > 0).flatMap((lines) => ["", ...lines]);
  return [...titleLines(plan, style), ...body];
}

/** Which organization, project and commit this is about. */
function titleLines({ organization, oid, project, commit, witness }: Plan, style: Style): string[] {
  const title = `${style.bold(inert(organization))}  ${style.dim(`${oid}  project ${inert(project)}`)}`;
  return [
    title,
    ...(commit === undefined ? [] : [style.dim(`  ${describeCommit(commit)}`)]),
    ...(witness === "none" ? [style.dim(`  ${noWitness}`)] : []),
  ];
}

const describeCommit = ({ sha, uncommitted }: NonNullable<Plan["commit"]>): string =>
  `commit ${sha.slice(0, 12)}${uncommitted ? " + uncommitted changes" : ""}`;

function failureLines(failure: string, style: Style): string[] {
  return wrap("  ", inert(failure)).map((line) => style.red(line));
}

function section(title: string, hint: string, lines: readonly string[], style: Style): string[] {
  if (lines.length === 0) return [];
  return [`${style.bold(title)}${hint === "" ? "" : style.dim(`  ${hint}`)}`, ...lines];
}

function changeBlocks(plan: Plan, style: Style): string[] {
  return plan.changes.flatMap((change) => blockOf(describeChange(change), style));
}

function blockOf(description: Description, style: Style): string[] {
  const { sign, title, reason, details, drift, diff } = description;
  const head = `  ${colourOf(sign, style)(`${sign} ${title}`)}`;
  const fits = 4 + title.length + 2 + reason.length <= 80;
  const both = drift.length > 0;
  return [
    ...(fits ? [`${head}  ${style.dim(reason)}`] : [head, ...wrap("      ", reason)]),
    ...details.flatMap(([label, value]) => wrap(`      ${label.padEnd(labelWidth)}`, value)),
    ...(both ? [`      ${style.yellow("changed in live, not in Git:")}`, ...diffLines(drift, style)] : []),
    ...(both && diff.length > 0 ? [`      ${style.dim("what apply makes of it:")}`] : []),
    ...diffLines(diff, style),
  ];
}

function colourOf(sign: Description["sign"], style: Style): (text: string) => string {
  return { "+": style.green, ">": style.green, "~": style.yellow, "-": style.red, "=": style.cyan }[sign];
}

function diffLines(diff: readonly FieldDiff[], style: Style): string[] {
  return diff.flatMap(({ path, before, after }) => [
    ...(before === undefined ? [] : wrap(`      ${style.red("-")} ${inert(path)}: `, describeValue(before))),
    ...(after === undefined ? [] : wrap(`      ${style.green("+")} ${inert(path)}: `, describeValue(after))),
  ]);
}

function outcomeBlock({ change, result, message, taskId }: Outcome, style: Style): string[] {
  const { title, reason, details } = describeChange(change);
  const mark = {
    done: style.green("done"),
    failed: style.red("FAILED"),
    skipped: style.yellow("skipped"),
    unresolved: style.red("UNRESOLVED"),
  }[result];
  const what = details.filter(([label]) => label === "task" || label === "target");
  const all = [
    ...(reason === "new" ? [] : [["why", reason] as const]),
    ...what,
    ...(taskId === undefined ? [] : [["task_id", inert(taskId)] as const]),
  ];
  return [
    ...wrap(`  ${mark}  `, `${title}: ${inert(message)}`),
    ...all.flatMap(([label, value]) => wrap(`        ${label.padEnd(labelWidth)}`, value)),
  ];
}

function heldBlock({ object, name, row, reason, decide, diff }: Held, style: Style): string[] {
  const what = object === "organization" ? "organization" : `${object} ${inert(name)}`;
  return [
    `  ${style.yellow(`! ${what}`)}  ${style.dim(`(${/^\d/.test(row) ? "row " : ""}${inert(row)})`)}`,
    ...wrap("      ", inert(reason)),
    ...diffLines(diff, style),
    ...decide.flatMap((step) => wrap("      → ", inert(step))),
  ];
}

/** Pending runs, and what is to be said of them beyond that. */
function pendingLines({ unchanged, plannedAtMs }: Plan): string[] {
  return unchanged.flatMap(({ row, name, reason, progress, next }) => {
    if (progress === undefined) return [];
    const of = progress.total === undefined ? "" : ` of ${grouped(progress.total)}`;
    const end = describeEnd(progress.expiresAtMs - plannedAtMs);
    const text = `${inert(name)}, run ${progress.run}: ${grouped(progress.pending)}${of} waiting, ${end}${progress.coverage === undefined ? "" : ", coverage unknown"}`;
    const more = [...(row === "11" ? [] : [reason]), ...(next === undefined ? [] : [next.what])];
    return listed([text, ...more.map(inert)].join("; "));
  });
}

/** One item of a list. */
const listed = (text: string): string[] => wrap("  ", text, 6);

/** Only what is worth a look: a rule that is as declared is not. */
function unchangedLines(unchanged: readonly Unchanged[]): string[] {
  const shown = unchanged.filter(
    ({ object, progress, row }) => progress === undefined && !(object === "rule" && row === "5"),
  );
  return atMost(
    listLength,
    shown.map(({ name, reason, next }) => {
      const more = next === undefined ? "" : `; ${inert(next.what)}`;
      return `${inert(name)}: ${inert(reason)}${more}`;
    }),
  );
}

/** The first items of a list that nobody reads to its end, and how many more there are. */
function atMost(most: number, items: readonly string[]): string[] {
  const more = items.length - most;
  return [
    ...items.slice(0, most).flatMap(listed),
    ...(more > 0 ? [`  and ${grouped(more)} more (--format json lists all)`] : []),
  ];
}

function foreignLines(foreign: readonly Foreign[]): string[] {
  const items = foreign.map(({ object, name, detail, pending }) => {
    const waiting = pending === undefined ? "" : `, ${sensors(pending)} waiting`;
    return `${object === "rule" ? "rule " : ""}${inert(name)}  ${inert(detail)}${waiting}`;
  });
  return atMost(listLength, items);
}

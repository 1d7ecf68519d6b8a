import type { Change, Held, IssueChange, Outcome, RunProgress } from "../model/change.js";
import { formatDuration } from "../model/duration.js";
import type { Finding } from "../model/finding.js";
import type { Plan } from "../model/plan.js";
import {
  type FailedOrganization,
  type OrganizationReport,
  type Report,
  wasPlanned,
} from "../model/report.js";
import { changeLines, diffLines } from "./change-lines.js";
import { type Description, describeChange, describeEnd, grouped, noWitness, untried } from "./describe.js";
import { codeSpan, fenced, inertHtml, inertMarkdown, inertProse, table } from "./markdown-text.js";
import { organizationBlocks, organizationsInDetail } from "./organization-table.js";
import { silencedCounts } from "./silenced.js";
import { verdict } from "./verdict.js";

/** A report as Markdown for a pull request or a job summary: verdict, one table, a fold per change with its diff. */
export function renderMarkdown(report: Report): string {
  const blocks = [
    `### ${inertMarkdown(verdict(report))}`,
    ...findingBlocks(report.findings.filter(({ severity }) => severity !== "note")),
    ...[silencedCounts(report.silenced ?? [])].filter((line) => line !== "").map(inertMarkdown),
    ...organizationBlocks(report),
    ...organizationsInDetail(report).flatMap(detailBlocks),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function detailBlocks(organization: OrganizationReport | FailedOrganization): string[] {
  if (!wasPlanned(organization)) {
    return [`**${inertMarkdown(organization.organization)}**: ${inertMarkdown(organization.failure)}`];
  }
  const { plan, outcomes = [], failure } = organization;
  return [
    `**${inertMarkdown(plan.organization)}** ${codeSpan(plan.oid)}${plan.witness === "none" ? ` · ${noWitness}` : ""}`,
    ...(failure === undefined ? [] : [`> ${inertMarkdown(failure)}`]),
    ...heldBlocks(plan.held),
    ...findingBlocks(plan.findings),
    ...(outcomes.length > 0 ? [outcomeTable(plan, outcomes)] : changeBlocks(plan)),
    ...pendingBlocks(plan),
    ...nextBlocks(plan),
    ...foreignBlocks(plan),
  ];
}

function changeBlocks({ changes }: Plan): string[] {
  if (changes.length === 0) return [];
  const described = changes.map((change) => ({ change, text: describeChange(change) }));
  const rows = described.map(({ change, text }) => [
    codeSpan(text.title),
    inertProse(text.reason),
    ...(change.verb === "issue" ? issueCells(change) : ["", "", "", ""]),
  ]);
  const head = ["change", "reason", "online", "offline", "not taskable", "ttl"];
  return [table(head, rows), ...described.map(({ text }) => fold(text)).filter((block) => block !== "")];
}

function issueCells({ reach, request }: IssueChange): string[] {
  const ttl = formatDuration(request.ttlSeconds);
  if (!reach.known) return ["?", "?", "?", ttl];
  return [grouped(reach.online), grouped(reach.offline), grouped(reach.notTaskable), ttl];
}

function fold(text: Description): string {
  const lines = changeLines(text);
  if (lines.length === 0) return "";
  return `<details><summary>${inertHtml(text.title)}</summary>\n\n${fenced(lines.join("\n"), "diff")}\n\n</details>`;
}

function outcomeTable(plan: Plan, outcomes: readonly Outcome[]): string {
  const row = (change: Change, result: string, message: string): string[] => {
    const { title, reason } = describeChange(change);
    return [
      codeSpan(title),
      inertProse(reason),
      result === "done" ? result : `**${result}**`,
      inertProse(message),
    ];
  };
  return table(
    ["change", "reason", "result", ""],
    [
      ...outcomes.map(({ change, result, message }) => row(change, result, message)),
      ...untried(plan, outcomes).map((change) => row(change, "not tried", "")),
    ],
  );
}

/** What a person must decide is never folded away. */
function heldBlocks(held: readonly Held[]): string[] {
  return held.map(({ object, name, reason, decide, diff }) => {
    const title = `**Held: ${object === "organization" ? "the whole organization" : `${object} ${codeSpan(name)}`}.** ${inertProse(reason)}`;
    const steps = decide.map((step) => `- ${inertProse(step)}`).join("\n");
    return [title, steps, ...(diff.length === 0 ? [] : [fenced(diffLines(diff).join("\n"), "diff")])].join(
      "\n\n",
    );
  });
}

function findingBlocks(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const rows = findings.map(({ severity, message, fix, at, check }) => [
    severity,
    at === undefined ? "" : codeSpan(`${at.file}:${at.line}:${at.column}`),
    inertProse(message),
    inertProse(fix),
    codeSpan(check),
  ]);
  return [table(["", "where", "what", "fix", "check"], rows)];
}

function pendingBlocks({ unchanged, plannedAtMs }: Plan): string[] {
  const rows = unchanged.flatMap(({ row, name, progress, reason }) =>
    progress === undefined
      ? []
      : [
          [
            codeSpan(name),
            String(progress.run),
            grouped(progress.pending),
            progress.total === undefined ? "?" : grouped(progress.total),
            describeEnd(progress.expiresAtMs - plannedAtMs),
            notesOf(row, reason, progress),
          ],
        ],
  );
  return rows.length === 0 ? [] : ["Pending:", table(["task", "run", "waiting", "of", "end", ""], rows)];
}

/** What is to be said of a pending run beyond its numbers. */
function notesOf(row: string, reason: string, { coverage }: RunProgress): string {
  const notes = [
    ...(row === "11" ? [] : [inertProse(reason)]),
    ...(coverage === undefined ? [] : ["coverage unknown"]),
  ];
  return notes.join("; ");
}

/** What becomes of runs that are issued in parts. */
function nextBlocks({ unchanged }: Plan): string[] {
  const rows = unchanged.flatMap(({ name, next }) =>
    next === undefined ? [] : [[codeSpan(name), inertProse(next.what)]],
  );
  return rows.length === 0 ? [] : ["Runs that go on:", table(["task", "next"], rows)];
}

function foreignBlocks({ foreign }: Plan): string[] {
  if (foreign.length === 0) return [];
  const rows = foreign.map(({ object, name, detail }) => [object, codeSpan(name), inertMarkdown(detail)]);
  return [
    `<details><summary>${foreign.length} foreign, never touched</summary>\n\n${table(["", "name", ""], rows)}\n\n</details>`,
  ];
}

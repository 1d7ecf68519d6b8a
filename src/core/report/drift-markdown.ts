import type { Drift, OrganizationDrift } from "../model/drift-report.js";
import type { Walked } from "../model/report.js";
import { diffLines } from "./change-lines.js";
import { describeChange } from "./describe.js";
import { driftTitle, driftVerdict } from "./drift-words.js";
import { codeSpan, fenced, inertMarkdown, inertProse, table } from "./markdown-text.js";
import { walkedMarkdown } from "./walked-markdown.js";

/** Drift as Markdown, for an issue, a comment or a job summary. */
export function renderDriftMarkdown(report: Walked<OrganizationDrift>): string {
  return walkedMarkdown(driftVerdict(report), report, organizationBlocks);
}

function organizationBlocks(organization: OrganizationDrift): string[] {
  const { drift, blind, beside = [], would, held, foreign } = organization;
  const changes = would.map(describeChange).map(({ title, reason }) => [codeSpan(title), inertProse(reason)]);
  return [
    `**${inertMarkdown(organization.organization)}** ${codeSpan(organization.oid)}`,
    ...[...blind, ...beside].map((why) => `> ${inertProse(why)}`),
    ...drift.map(driftBlock),
    ...fold("Not drift: the next apply would change", changes),
    ...fold(
      "Not drift: held, a person must decide",
      held.map(({ name, reason }) => [codeSpan(name), inertProse(reason)]),
    ),
    ...fold(
      "Not drift: foreign, never touched",
      foreign.map(({ name, detail }) => [codeSpan(name), inertMarkdown(detail)]),
    ),
  ];
}

/** What moved is never folded away. */
function driftBlock(drift: Drift): string {
  const lines = diffLines(drift.diff);
  return [
    `**Drift: ${codeSpan(driftTitle(drift))}** ${inertProse(drift.message)}`,
    ...(lines.length === 0 ? [] : [fenced(lines.join("\n"), "diff")]),
    `→ ${inertProse(drift.repair)}`,
  ].join("\n\n");
}

function fold(title: string, rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0
    ? []
    : [`<details><summary>${title}: ${rows.length}</summary>\n\n${table(["name", ""], rows)}\n\n</details>`];
}

import type { OrganizationDrift } from "../../core/model/drift-report.js";
import type { Walked } from "../../core/model/report.js";
import { boundedMarkdown } from "../../core/report/bounded-markdown.js";
import {
  commentLimit,
  renderComment,
  renderSummary,
  summaryLimit,
} from "../../core/report/comment/comment.js";
import { renderDriftMarkdown } from "../../core/report/drift-markdown.js";
import type { Said } from "./said.js";
import { wholeMarkdown } from "./texts.js";

/** Who wrote a text, and about what. */
export interface WrittenBy {
  /** The configuration's path, relative to the repository. */
  readonly configuration: string;
  readonly commit?: string;
  /** Address of the workflow run. */
  readonly link?: string;
}

const inSummary = "All of it is in the job summary.";
const inLog = "All of it is in the log.";

/** The comment of a pull request: marker, verdict, and as much as there is room for. */
export function commentText(said: Said, marker: string, by: WrittenBy): string {
  if (said.command === "plan" || said.command === "apply") return renderComment(around(said.report, by));
  return boundedMarkdown(`${marker}\n\n${wholeMarkdown(said)}${signature(by)}`, commentLimit, inSummary);
}

/** The rolling issue about drift. */
export function driftText(report: Walked<OrganizationDrift>, marker: string, by: WrittenBy): string {
  const text = `${marker}\n\n${renderDriftMarkdown(report)}${signature(by)}`;
  return boundedMarkdown(text, commentLimit, inSummary);
}

/** The job summary. */
export function summaryText(said: Said, by: WrittenBy): string {
  if (said.command === "plan" || said.command === "apply") return renderSummary(around(said.report, by));
  return boundedMarkdown(wholeMarkdown(said), summaryLimit, inLog);
}

type ReportOf = Extract<Said, { readonly command: "plan" | "apply" }>["report"];

const around = (report: ReportOf, { configuration, commit, link }: WrittenBy) => ({
  report,
  configuration,
  commit,
  links: { full: link, run: link },
});

const signature = ({ link }: WrittenBy): string =>
  link !== undefined && /^https?:\/\/[\w.:/-]{1,300}$/.test(link) ? `\n[workflow run](<${link}>)\n` : "";

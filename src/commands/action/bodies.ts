import type { OrganizationDrift } from "../../core/model/drift-report.js";
import type { Walked } from "../../core/model/report.js";
import type { OrganizationStatus } from "../../core/model/status-report.js";
import { boundedMarkdown } from "../../core/report/bounded-markdown.js";
import {
  commentLimit,
  renderComment,
  renderSummary,
  summaryLimit,
} from "../../core/report/comment/comment.js";
import { renderProgress } from "../../core/report/comment/progress.js";
import { renderDriftMarkdown } from "../../core/report/drift-markdown.js";
import { issuedBy } from "../../core/status/issued-by.js";
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
  if (said.command === "plan" || said.command === "apply") return renderComment(around(said, by));
  return boundedMarkdown(`${marker}\n\n${wholeMarkdown(said)}${signature(by)}`, commentLimit, inSummary);
}

/** The rolling issue about drift. */
export function driftText(report: Walked<OrganizationDrift>, marker: string, by: WrittenBy): string {
  const text = `${marker}\n\n${renderDriftMarkdown(report)}${signature(by)}`;
  return boundedMarkdown(text, commentLimit, inSummary);
}

/** The job summary. */
export function summaryText(said: Said, by: WrittenBy): string {
  if (said.command === "plan" || said.command === "apply") return renderSummary(around(said, by));
  return boundedMarkdown(wholeMarkdown(said), summaryLimit, inLog);
}

/** The comment of a merged pull request: how far the runs of the commit that it was merged as are. */
export function progressText(report: Walked<OrganizationStatus>, commit: string, by: WrittenBy): string {
  const { configuration, link } = by;
  return renderProgress({ report: issuedBy(report, commit), configuration, commit, links: { run: link } });
}

type Reconciled = Extract<Said, { readonly command: "plan" | "apply" }>;

const around = ({ report, progress }: Reconciled, { configuration, commit, link }: WrittenBy) => ({
  report,
  progress,
  configuration,
  commit,
  links: { full: link, run: link },
});

const signature = ({ link }: WrittenBy): string =>
  link !== undefined && /^https?:\/\/[\w.:/-]{1,300}$/.test(link) ? `\n[workflow run](<${link}>)\n` : "";

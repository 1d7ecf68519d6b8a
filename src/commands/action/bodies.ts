import type { OrganizationDrift } from "../../core/model/drift-report.js";
import type { Walked } from "../../core/model/report.js";
import type { OrganizationStatus } from "../../core/model/status-report.js";
import { boundedMarkdown } from "../../core/report/bounded-markdown.js";
import { commentLimit, summaryLimit } from "../../core/report/comment/limits.js";
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
export async function commentText(said: Said, marker: string, by: WrittenBy): Promise<string> {
  if (said.command === "plan" || said.command === "apply")
    return (await import("../../core/report/comment/comment.js")).renderComment(around(said, by));
  const text = `${marker}\n\n${await wholeMarkdown(said)}${signature(by)}`;
  return boundedMarkdown(text, commentLimit, inSummary);
}

/** The rolling issue about drift. */
export async function driftText(
  report: Walked<OrganizationDrift>,
  marker: string,
  by: WrittenBy,
): Promise<string> {
  const { renderDriftMarkdown } = await import("../../core/report/drift-markdown.js");
  const text = `${marker}\n\n${renderDriftMarkdown(report)}${signature(by)}`;
  return boundedMarkdown(text, commentLimit, inSummary);
}

/** The job summary. */
export async function summaryText(said: Said, by: WrittenBy): Promise<string> {
  if (said.command === "plan" || said.command === "apply")
    return (await import("../../core/report/comment/comment.js")).renderSummary(around(said, by));
  return boundedMarkdown(await wholeMarkdown(said), summaryLimit, inLog);
}

/** The comment of a merged pull request: how far the runs of the commit that it was merged as are. */
export async function progressText(
  report: Walked<OrganizationStatus>,
  commit: string,
  by: WrittenBy,
): Promise<string> {
  const { renderProgress } = await import("../../core/report/comment/progress.js");
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

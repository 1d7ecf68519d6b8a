import type { Walked } from "../core/model/report.js";
import { type OrganizationStatus, statusExitCode } from "../core/model/status-report.js";
import { renderStatusHtml } from "../core/report/html/status-page.js";
import { jsonText } from "../core/report/json.js";
import { renderStatus } from "../core/report/status.js";
import { renderStatusMarkdown } from "../core/report/status-markdown.js";
import { statusVerdict } from "../core/report/status-words.js";
import type { CommandContext } from "./context.js";

/** The formats of a status, the default first. */
export const statusFormats = ["text", "json", "markdown", "html"] as const;
export type StatusFormat = (typeof statusFormats)[number];

/** Prints how far the tasks are and sets the exit code that follows from it. */
export function finishWithStatus(
  report: Walked<OrganizationStatus>,
  format: StatusFormat,
  { world: { console, style }, finish }: CommandContext,
): void {
  finish(statusExitCode(report));
  console.print(rendered(report, format, style.output));
}

function rendered(
  report: Walked<OrganizationStatus>,
  format: StatusFormat,
  style: Parameters<typeof renderStatus>[1],
): string {
  if (format === "text") return renderStatus(report, style);
  if (format === "markdown") return renderStatusMarkdown(report);
  if (format === "html") return renderStatusHtml(report);
  const head = { version: 1, verdict: statusVerdict(report), exitCode: statusExitCode(report) };
  return jsonText({ ...head, command: "status", ...report });
}

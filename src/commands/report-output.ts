import { exitCodeOf, type Report } from "../core/model/report.js";
import { renderComment } from "../core/report/comment/comment.js";
import { renderJson } from "../core/report/json.js";
import { renderMarkdown } from "../core/report/markdown.js";
import { renderText } from "../core/report/text.js";
import type { CommandContext } from "./context.js";

/** The formats of a report, the default first. */
export const reportFormats = ["text", "json", "markdown", "comment"] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Prints a report and sets the exit code that follows from it. */
export function finishWith(
  report: Report,
  options: { format: ReportFormat; detailed: boolean; configuration?: string },
  context: CommandContext,
): void {
  const code = exitCodeOf(report, options);
  const { console, style } = context.world;
  if (options.format === "json") console.print(renderJson(report, code));
  else if (options.format === "markdown") console.print(renderMarkdown(report));
  else if (options.format === "comment")
    console.print(renderComment({ report, configuration: options.configuration ?? "lctasks.yaml" }));
  else console.print(renderText(report, style.output));
  context.finish(code);
}

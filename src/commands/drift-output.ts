import { driftExitCode, type OrganizationDrift } from "../core/model/drift-report.js";
import type { Walked } from "../core/model/report.js";
import { renderDrift } from "../core/report/drift.js";
import { renderDriftMarkdown } from "../core/report/drift-markdown.js";
import { driftVerdict } from "../core/report/drift-words.js";
import { jsonText } from "../core/report/json.js";
import type { CommandContext } from "./context.js";
import type { ReportFormat } from "./report-output.js";

/** Prints what moved and sets the exit code that follows from it. A comment is Markdown. */
export function finishWithDrift(
  report: Walked<OrganizationDrift>,
  { format, detailed }: { readonly format: ReportFormat; readonly detailed: boolean },
  { world: { console, style }, finish }: CommandContext,
): void {
  const code = driftExitCode(report, { detailed });
  if (format === "text") console.print(renderDrift(report, style.output));
  else if (format === "json")
    console.print(
      jsonText({ version: 1, verdict: driftVerdict(report), exitCode: code, command: "drift", ...report }),
    );
  else console.print(renderDriftMarkdown(report));
  finish(code);
}

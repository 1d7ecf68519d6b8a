import type { Finding, Severity } from "../model/finding.js";
import { hasErrors } from "../model/finding.js";
import type { SilencedFinding } from "../model/ignore.js";
import { counted } from "./describe.js";
import { renderFindings } from "./findings.js";
import { jsonText } from "./json.js";
import { renderSilenced, silencedCounts } from "./silenced.js";
import type { Style } from "./style.js";

/** What validation found. */
export interface Validation {
  readonly findings: readonly Finding[];
  readonly silenced: readonly SilencedFinding[];
  readonly tasks: readonly unknown[];
  readonly taskFiles: number;
}

/** Findings and a verdict, for a person. What is silenced is counted, and shown when `verbose`. */
export function renderValidation(validation: Validation, style: Style, verbose = false): string {
  const { findings, tasks, taskFiles, silenced } = validation;
  const read = `${counted(tasks.length, "task")} in ${counted(taskFiles, "file")}`;
  const verdict = hasErrors(findings)
    ? style.red(`Invalid: ${countsOf(findings)}. Nothing would be sent.`)
    : style.green(findings.length === 0 ? `Valid: ${read}.` : `Valid: ${read}, ${countsOf(findings)}.`);
  return [
    ...(findings.length === 0 ? [] : [renderFindings(findings, style), ""]),
    ...(verbose && silenced.length > 0 ? [renderSilenced(silenced, style), ""] : []),
    verdict,
    ...(silenced.length === 0
      ? []
      : [`${silencedCounts(silenced)}${verbose ? "" : "; --verbose shows where and why"}`]),
    "",
  ].join("\n");
}

/** One JSON document; its schema is schemas/validation.schema.json. */
export function validationJson({ findings, silenced, tasks, taskFiles }: Validation): string {
  return jsonText({ valid: !hasErrors(findings), taskFiles, tasks: tasks.length, findings, silenced });
}

function countsOf(findings: readonly Finding[]): string {
  const severities: readonly Severity[] = ["error", "warning", "note"];
  return severities
    .map(
      (severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => counted(count, severity))
    .join(", ");
}

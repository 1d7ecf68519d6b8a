import type { ExitCode } from "../model/exit-code.js";
import type { Report } from "../model/report.js";
import { inertJson } from "./inert.js";
import { verdict } from "./verdict.js";

/** A report as one JSON document; `schemas/plan.schema.json` describes it. */
export function renderJson(report: Report, exitCode: ExitCode): string {
  return jsonText({ version: 1, verdict: verdict(report), exitCode, ...report });
}

/** A value as one JSON document for programs that a person may look at as well. */
export function jsonText(value: unknown): string {
  return `${inertJson(JSON.stringify(value, null, 2))}\n`;
}

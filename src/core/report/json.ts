import type { ExitCode } from "../model/exit-code.js";
import type { Report } from "../model/report.js";
import { verdict } from "./verdict.js";

/** A report as one JSON document; `schemas/plan.schema.json` describes it. */
export function renderJson(report: Report, exitCode: ExitCode): string {
  return `${JSON.stringify({ version: 1, verdict: verdict(report), exitCode, ...report }, null, 2)}\n`;
}

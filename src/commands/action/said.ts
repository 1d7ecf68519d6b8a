import type { OrganizationDrift } from "../../core/model/drift-report.js";
import type { Finding } from "../../core/model/finding.js";
import type { SilencedFinding } from "../../core/model/ignore.js";
import type { Report, Walked } from "../../core/model/report.js";
import type { RuleTestSummary } from "../../core/model/rule-test.js";
import type { OrganizationStatus } from "../../core/model/status-report.js";
import type { ActionCommand } from "./inputs.js";

/** What a command printed with `--format json`, as data again. */
export type Said =
  | {
      readonly command: "plan" | "apply";
      readonly report: Report;
      /** After an apply: how far runs are. */
      readonly progress?: Walked<OrganizationStatus>;
    }
  | { readonly command: "drift"; readonly report: Walked<OrganizationDrift> }
  | { readonly command: "status"; readonly report: Walked<OrganizationStatus> }
  | { readonly command: "validate"; readonly report: Validated }
  | { readonly command: "test"; readonly report: Omit<RuleTestSummary, "untested"> };

/** The result of `validate`. */
export interface Validated {
  readonly valid: boolean;
  readonly taskFiles: number;
  readonly tasks: number;
  readonly findings: readonly Finding[];
  readonly silenced: readonly SilencedFinding[];
}

/**
 * Reads what a command printed; undefined when it ended before it had anything to say. Merged reports are what their command would have
 * said of all organizations, and are shown as that.
 */
export function readSaid(command: ActionCommand, printed: string): Said | undefined {
  if (printed.trim() === "") return undefined;
  const report = JSON.parse(printed);
  return { command: command === "merge-reports" ? report.command : command, report };
}

/** The findings about files and plans. */
export function findingsOf(said: Said): readonly Finding[] {
  switch (said.command) {
    case "test":
      return [];
    case "validate":
    case "drift":
    case "status":
      return said.report.findings;
    case "plan":
    case "apply":
      return [
        ...said.report.findings,
        ...said.report.organizations.flatMap((each) => ("plan" in each ? each.plan.findings : [])),
      ];
  }
}

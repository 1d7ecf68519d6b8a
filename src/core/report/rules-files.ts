import type { ExitCode } from "../model/exit-code.js";
import { hasErrors } from "../model/finding.js";
import { lookedAt, notLookedAt, type Walked } from "../model/report.js";
import type { RulesFileReport } from "../model/rules-file-report.js";
import { counted, grouped } from "./describe.js";
import { inert } from "./inert.js";
import { jsonText } from "./json.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

/** What became of the rules file of one organization, in one line, and why where it was refused. */
export function renderRulesFile(report: RulesFileReport, style: Style): string {
  const { organization, path, reason } = report;
  const lines = [`${style.bold(inert(organization))}  ${inert(path)}: ${stateOf(report)}`];
  if (reason !== undefined) lines.push(...wrap("  ", inert(reason)));
  return `${lines.join("\n")}\n`;
}

function stateOf({ result, rules }: RulesFileReport): string {
  if (result === "refused") return "refused, nothing was written";
  if (result === "written") return `written, ${counted(rules, "rule")}; git-sync brings it there`;
  return result === "current"
    ? `up to date, ${counted(rules, "rule")}`
    : `stale, should have ${counted(rules, "rule")}: \`lctasks rules --write\``;
}

/** All of it as one JSON document; its schema is schemas/rules.schema.json. */
export function renderRulesFilesJson(report: Walked<RulesFileReport>, code: ExitCode): string {
  return jsonText({ version: 1, verdict: rulesVerdict(report), exitCode: code, command: "rules", ...report });
}

const results = ["current", "written", "stale", "refused"] as const;

function rulesVerdict(report: Walked<RulesFileReport>): string {
  if (hasErrors(report.findings)) return "Invalid: nothing was looked at";
  const looked = lookedAt(report);
  const failed = notLookedAt(report).length;
  const parts = results.flatMap((result) => {
    const count = looked.filter((each) => each.result === result).length;
    return count === 0 ? [] : [`${grouped(count)} ${result}`];
  });
  if (failed > 0) parts.push(`${counted(failed, "organization")} failed`);
  return parts.length === 0 ? "No rules files" : `Rules files: ${parts.join(", ")}`;
}

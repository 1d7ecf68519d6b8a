import type { RulesFileReport } from "../model/rules-file-report.js";
import { counted } from "./describe.js";
import { inert } from "./inert.js";
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

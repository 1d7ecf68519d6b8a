import type { SelectorCheck } from "../../../../src/core/selector/checks/check.js";
import { lintSelector } from "../../../../src/core/selector/lint.js";
import { parseSelector } from "../../../../src/core/selector/parse.js";

/** What one check says of a selector, a line for each finding: `severity column: message → fix`. */
export function findings(check: SelectorCheck, text: string): string[] {
  const parsed = parseSelector(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`);
  const problems = lintSelector(parsed.expression).filter((problem) => problem.check === check.check);
  return problems.map((problem) => {
    if (!check.severities.includes(problem.severity)) throw new Error(`${problem.severity} is not declared`);
    return `${problem.severity} ${problem.column}: ${problem.message} → ${problem.fix}`;
  });
}

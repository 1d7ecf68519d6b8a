import type { SelectorCheck } from "../../../../src/core/selector/checks/check.js";
import { placesOf } from "../../../../src/core/selector/places.js";
import { parseSelector } from "../../../../src/core/selector/parse.js";

/** What one check says of a selector, a line for each finding: `severity column: message → fix`. */
export function findings(check: SelectorCheck, text: string): string[] {
  const parsed = parseSelector(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`);
  const selector = { expression: parsed.expression, places: placesOf(parsed.expression) };
  return check.run(selector).map((problem) => {
    if (problem.check !== check.check) throw new Error(`${problem.check} comes from ${check.check}`);
    if (!check.severities.includes(problem.severity)) throw new Error(`${problem.severity} is not declared`);
    return `${problem.severity} ${problem.column}: ${problem.message} → ${problem.fix}`;
  });
}

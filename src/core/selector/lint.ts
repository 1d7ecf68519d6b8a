import type { SelectorExpression } from "./expression.js";
import { placesOf } from "./places.js";
import type { SelectorProblem } from "./problem.js";
import { selectorChecks } from "./checks/table.js";

/** What is wrong or doubtful in a selector that parses; errors are those that make every evaluation fail. In the order of the text. */
export function lintSelector(expression: SelectorExpression): readonly SelectorProblem[] {
  const selector = { expression, places: placesOf(expression) };
  const problems: SelectorProblem[] = [];
  for (const check of selectorChecks) for (const problem of check.run(selector)) problems.push(problem);
  return problems.length > 1 ? problems.toSorted((a, b) => a.column - b.column) : problems;
}

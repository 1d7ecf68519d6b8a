import type { SelectorExpression } from "./expression.js";
import type { SelectorProblem } from "./problem.js";
import { selectorChecks } from "./checks/table.js";

/** What is wrong or doubtful in a selector that parses; errors are those that make every evaluation fail. In the order of the text. */
export function lintSelector(expression: SelectorExpression): SelectorProblem[] {
  return selectorChecks.flatMap((check) => check.run(expression)).toSorted((a, b) => a.column - b.column);
}

import { relevantChecks } from "./checks/relevant.js";
import { selectorChecks } from "./checks/table.js";
import type { SelectorExpression } from "./expression.js";
import { placesOf } from "./places.js";
import type { SelectorProblem } from "./problem.js";

interface Said {
  readonly problem: SelectorProblem;
  /** Rank of the check that says it. */
  readonly rank: number;
}

const wholeChecks = selectorChecks.flatMap((check, rank) => ("run" in check ? [{ check, rank }] : []));

const nothing: readonly SelectorProblem[] = [];

/**
 * What is wrong or doubtful in a selector that parses; errors are those that make every evaluation fail. In the order of the text,
 * at one place in the order of the checks.
 */
export function lintSelector(expression: SelectorExpression): readonly SelectorProblem[] {
  const places = placesOf(expression);
  const said: Said[] = [];
  for (const { check, rank } of wholeChecks) add(said, check.run(expression, places), rank);
  for (const place of places)
    for (const { check, rank } of relevantChecks(place)) add(said, check.judge(place), rank);
  if (said.length === 0) return nothing;
  return said
    .toSorted((a, b) => a.problem.column - b.problem.column || a.rank - b.rank)
    .map(({ problem }) => problem);
}

function add(said: Said[], problems: readonly SelectorProblem[], rank: number): void {
  if (problems.length > 0) said.push(...problems.map((problem) => ({ problem, rank })));
}

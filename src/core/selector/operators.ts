import type { CompareOperator } from "./expression.js";

/** True for `==` and `!=`. */
export const isEquality = (operator: CompareOperator): operator is "==" | "!=" =>
  operator === "==" || operator === "!=";

/** True for `matches` and `not matches`. */
export const isPattern = (operator: CompareOperator): operator is "matches" | "not matches" =>
  operator === "matches" || operator === "not matches";

/** True for `in`, `contains` and their negations: a part of a text, an element of a list. */
export const isMembership = (operator: CompareOperator): boolean =>
  !(isEquality(operator) || isPattern(operator));

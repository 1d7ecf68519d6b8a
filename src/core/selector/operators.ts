import type { CompareOperator } from "./expression.js";

/** True for `==` and `!=`. */
export const isEquality = (operator: string): operator is "==" | "!=" =>
  operator === "==" || operator === "!=";

/** True for `matches` and `not matches`. */
export const isPattern = (operator: string): operator is "matches" | "not matches" =>
  operator === "matches" || operator === "not matches";

/** True for `in`, `contains` and their negations: a part of a text, an element of a list. */
export const isMembership = (
  operator: string,
): operator is Exclude<CompareOperator, "==" | "!=" | "matches" | "not matches"> =>
  operator === "in" || operator === "not in" || operator === "contains" || operator === "not contains";

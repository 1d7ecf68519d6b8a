import type { Json } from "../model/json.js";
import type { Parameter } from "./parameter.js";
import type { RulePath, RuleProblem } from "./problem.js";

/** What is wrong with the value of a parameter. */
export function typeProblems({ name, type }: Parameter, value: Json, at: RulePath): RuleProblem[] {
  const fault = type.check(value);
  if (!fault) return [];
  const { severity, state, fix } = fault;
  return [{ check: "rule-type", severity, message: `${name} ${state}`, fix, at }];
}

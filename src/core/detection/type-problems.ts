import type { Json } from "../model/json.js";
import type { Parameter } from "./parameter.js";
import type { RulePath, RuleProblem } from "./problem.js";

const nothing: readonly RuleProblem[] = [];

/** What is wrong with the value of a parameter of what stands at a place. */
export function typeProblems({ name, type }: Parameter, value: Json, at: RulePath): readonly RuleProblem[] {
  const fault = type.check(value);
  if (!fault) return nothing;
  const { severity, state, fix } = fault;
  return [{ check: "rule/type", severity, message: `${name} ${state}`, fix, at: [...at, name] }];
}

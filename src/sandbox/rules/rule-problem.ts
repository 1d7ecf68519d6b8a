import { compileDetect } from "../../core/detection/compile.js";
import { placeText, type RuleProblem } from "../../core/detection/problem.js";
import { respondProblems } from "../../core/detection/respond-compiler.js";
import { isJsonObject, type JsonObject } from "../../core/model/json.js";
import { testsProblem } from "./unit-tests.js";

/** Why a D&R rule cannot be saved: it does not compile, or its unit tests fail (reference: API, 6.8). */
export function ruleProblem(data: JsonObject): string | undefined {
  const { detect, respond } = data;
  if (!isJsonObject(detect)) return "error parsing rule: missing detect";
  if (!Array.isArray(respond)) return "error parsing rule: missing respond";
  const compiled = compileDetect(detect);
  if (!compiled.ok) return problemText(compiled.problems);
  const problems = respondProblems(respond, ["respond"], compiled.rule.target);
  return problemText(problems) ?? testsProblem(compiled.rule, data);
}

function problemText(problems: readonly RuleProblem[]): string | undefined {
  const first = problems.find(({ severity }) => severity === "error");
  return first && `error parsing rule: ${placeText(first.at)}: ${first.message}`;
}

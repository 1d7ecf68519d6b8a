import { compileRule } from "../../core/detection/compile.js";
import { placeText, type RuleProblem } from "../../core/detection/problem.js";
import { type RuleTestResult, runTests } from "../../core/detection/rule-tests.js";
import type { JsonObject } from "../../core/model/json.js";

/** Why a D&R rule cannot be saved: it does not compile, or its unit tests fail (reference: API, 6.8). */
export function ruleProblem(data: JsonObject): string | undefined {
  if (data.detect === undefined) return "error parsing rule: missing detect";
  if (data.respond === undefined) return "error parsing rule: missing respond";
  const compiled = compileRule(data);
  if (!compiled.ok) return problemText(compiled.problems);
  const { detect, tests } = compiled.rule;
  return failureText(runTests(detect, tests), tests.match.length);
}

const vendors = "error parsing rule: ";

function problemText(problems: readonly RuleProblem[]): string {
  const [first] = problems.filter(({ severity }) => severity === "error");
  if (!first) return vendors;
  return first.message.startsWith(vendors)
    ? first.message
    : `${vendors}${placeText(first.at)}: ${first.message}`;
}

/** The first test that does not pass, counted from 1 over both lists; what public sources do not settle does not stand in the way. */
function failureText(results: readonly RuleTestResult[], matchTests: number): string | undefined {
  const result = results.find(({ outcome }) => outcome === "failed" || outcome === "error");
  if (!result) return undefined;
  const number = result.index + 1 + (result.kind === "match" ? 0 : matchTests);
  return /^test \d+ failed validation: /.test(result.message)
    ? result.message
    : `test ${number} failed validation: ${result.message}`;
}

import {
  compileDetect,
  compileRule,
  type CompiledDetect,
  type CompiledRule,
} from "../../../src/core/detection/compile.js";
import { evaluate, type Fixtures, Uncertain, type Verdict } from "../../../src/core/detection/evaluate.js";
import type { RuleProblem } from "../../../src/core/detection/problem.js";
import type { Json, JsonObject } from "../../../src/core/model/json.js";

/** A problem in one line. */
export const line = ({ severity, check, at, message, fix }: RuleProblem): string =>
  `${severity} ${check} ${at.join("/")}: ${message} → ${fix}`;

/** A detect block that compiles; fails the test when it does not. */
export function detectOf(detect: Json): CompiledDetect {
  const compiled = compileDetect(detect);
  if (!compiled.ok) throw new Error(compiled.problems.map(line).join("\n"));
  return compiled.rule;
}

/** A rule that compiles; fails the test when it does not. */
export function ruleOf(rule: Json): CompiledRule {
  const compiled = compileRule(rule);
  if (!compiled.ok) throw new Error(compiled.problems.map(line).join("\n"));
  return compiled.rule;
}

/** Everything that is said about a rule when it is compiled. */
export function problemsOf(rule: Json): string[] {
  const compiled = compileRule(rule);
  return (compiled.ok ? compiled.warnings : compiled.problems).map(line);
}

/** What is said about a detect block, in a rule that has nothing else to complain about. */
export const detectProblems = (detect: Json): string[] => problemsOf({ detect, respond: [] });

/** An event of a sensor. */
export function eventOf(event: Json, routing: JsonObject = {}): JsonObject {
  return { routing: { event_type: "T", plat: 0x10000000, arch: 2, tags: ["prod"], ...routing }, event };
}

/** A verdict as text: `true`, `false`, or `uncertain`, `uncertain, likely true`. */
export function verdictText(verdict: Verdict): string {
  if (!(verdict instanceof Uncertain)) return String(verdict);
  return verdict.lean === undefined ? "uncertain" : `uncertain, likely ${verdict.lean}`;
}

/** What a detect block says of a body of an event, or of a whole record. */
export function judged(detect: Json, event: Json, fixtures: Fixtures = {}): string {
  const record = isRecord(event) ? event : eventOf(event);
  return verdictText(evaluate(detectOf(detect), record, fixtures).verdict);
}

const isRecord = (event: Json): boolean =>
  typeof event === "object" && event !== null && ("routing" in event || "cat" in event);

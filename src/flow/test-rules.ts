import type { CompiledRule } from "../core/detection/compile.js";
import { compileRule } from "../core/detection/compile.js";
import type { Fixtures } from "../core/detection/evaluate.js";
import type { Explanation } from "../core/detection/explanation.js";
import { placeText } from "../core/detection/problem.js";
import { type RuleTestResult, runTests } from "../core/detection/rule-tests.js";
import { Uncertain } from "../core/detection/verdict.js";
import type { RuleTestReport, RuleTestSummary } from "../core/model/rule-test.js";
import type { FoundRule } from "./rules-in-file.js";

export interface TestOptions {
  readonly fixtures: Fixtures;
  /** Fewest tests a rule must have; from two on at least one of each kind. */
  readonly minTests: number;
}

/** Runs the unit tests of rules, offline. Lint findings never decide; a rule that does not compile fails. */
export function testRules(rules: readonly FoundRule[], options: TestOptions): RuleTestSummary {
  const tested = rules.map((found) => ({ found, reports: testRule(found, options) }));
  const results = tested.flatMap(({ reports }) => reports);
  return {
    passed: results.filter(({ pass }) => pass).length,
    failed: results.filter(({ pass }) => !pass).length,
    untested: tested.filter(({ reports }) => reports.length === 0).length,
    results,
  };
}

function testRule({ file, name, rule }: FoundRule, { fixtures, minTests }: TestOptions): RuleTestReport[] {
  const base = { file, rule: name };
  const compiled = compileRule(rule);
  if (!compiled.ok) {
    const texts = compiled.problems
      .filter(({ severity }) => severity === "error")
      .map(({ at, message, fix }) => `${placeText(at)}: ${message}; ${fix}`);
    return [{ ...base, kind: "rule", index: 0, pass: false, explanation: texts.join("\n") }];
  }
  const results = runTests(compiled.rule.detect, compiled.rule.tests, fixtures);
  const few = tooFew(compiled.rule, minTests);
  return [
    ...results.map((result) => ({ ...base, ...reportOf(result) })),
    ...(few === undefined
      ? []
      : [{ ...base, kind: "count" as const, index: 0, pass: false, explanation: few }]),
  ];
}

function tooFew({ tests }: CompiledRule, least: number): string | undefined {
  const [match, nonMatch] = [tests.match.length, tests.non_match.length];
  if (match + nonMatch < least)
    return `it has ${match + nonMatch} tests, and at least ${least} are asked for`;
  if (least < 2 || (match > 0 && nonMatch > 0)) return undefined;
  return `it has ${match} match and ${nonMatch} non_match tests, and at least one of each is asked for`;
}

function reportOf({
  kind,
  index,
  outcome,
  message,
  warnings,
  explanation,
}: RuleTestResult): Omit<RuleTestReport, "file" | "rule"> {
  const pass = outcome === "passed";
  if (pass) return { kind, index, pass, explanation: warnings.length === 0 ? null : warnings.join("\n") };
  const reason = outcome === "uncertain" ? `not settled by public sources: ${message}` : message;
  return {
    kind,
    index,
    pass,
    explanation: [reason, ...(explanation === undefined ? [] : treeOf(explanation, 0))].join("\n"),
  };
}

/** The nodes of a rule with their results, the deepest ones with the values they saw. */
function treeOf(node: Explanation, depth: number): string[] {
  const verdict = node.verdict instanceof Uncertain ? "open" : String(node.verdict);
  const line = `${"  ".repeat(depth + 1)}${verdict}  ${placeText(node.at)} (${node.negated ? "not " : ""}${node.op}): ${node.why}`;
  return [line, ...node.parts.flatMap((part) => treeOf(part, depth + 1))];
}

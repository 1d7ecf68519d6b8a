import type { CompiledRule } from "./compiled-rule.js";
import type { LintedRule, PlacedAction } from "./checks/check.js";
import { placesOf } from "./checks/places.js";
import { ruleChecks } from "./checks/table.js";
import type { RuleProblem } from "./problem.js";
import { mayHaveTemplate } from "./texts.js";

/** What is doubtful in a rule that compiles: the traps of the language (reference: D&R, section 10). */
export function lintRule(rule: CompiledRule): readonly RuleProblem[] {
  return problemsOf(rule, ruleChecks);
}

const aroundCondition = ruleChecks.filter(({ part }) => part !== "detect");

/** As `lintRule`, of a rule whose condition is nobody's to change. */
export function lintAroundCondition(rule: CompiledRule): readonly RuleProblem[] {
  return problemsOf(rule, aroundCondition);
}

function problemsOf(rule: CompiledRule, checks: typeof ruleChecks): readonly RuleProblem[] {
  const linted = takenApart(rule);
  const problems: RuleProblem[] = [];
  for (const { check, run } of checks) for (const remark of run(linted)) problems.push({ check, ...remark });
  return problems;
}

function takenApart({ detect, respond, tests }: CompiledRule): LintedRule {
  const actions = respond.map((raw, index): PlacedAction => ({ raw, at: ["respond", index] }));
  const templated = actions.filter(({ raw }) => mayHaveTemplate(raw));
  return { detect, respond, tests, places: placesOf(detect.node), actions, templated };
}

import type { CompiledRule } from "./compiled-rule.js";
import type { LintedRule } from "./checks/check.js";
import { placesOf } from "./checks/places.js";
import { ruleChecks } from "./checks/table.js";
import type { RuleProblem } from "./problem.js";

/** What is doubtful in a rule that compiles: the traps of the language (reference: D&R, section 10). */
export function lintRule(rule: CompiledRule): readonly RuleProblem[] {
  const linted: LintedRule = {
    ...rule,
    places: placesOf(rule.detect.node),
    actions: rule.respond.map((raw, index) => ({ raw, at: ["respond", index] })),
  };
  return ruleChecks.flatMap(({ check, run }) => run(linted).map((remark) => ({ check, ...remark })));
}

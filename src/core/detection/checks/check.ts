import type { JsonObject } from "../../model/json.js";
import type { Severity } from "../../model/finding.js";
import type { CompiledRule } from "../compiled-rule.js";
import type { RulePath, RuleProblem } from "../problem.js";
import type { Place } from "./places.js";

/** What a check reports; its id is added by `lintRule`. */
export type RuleRemark = Omit<RuleProblem, "check">;

/** An action and where it stands. */
export interface PlacedAction {
  readonly raw: JsonObject;
  readonly at: RulePath;
}

/** A rule that compiles, taken apart once for all checks. */
export interface LintedRule extends CompiledRule {
  readonly places: readonly Place[];
  readonly actions: readonly PlacedAction[];
  /** Those of the actions that can have a template somewhere. */
  readonly templated: readonly PlacedAction[];
}

/** One thing the linter looks for. `about` says why it matters; the pages of docs/checks.md are made of it. */
export interface RuleCheck {
  readonly check: string;
  /** The severities it can have. */
  readonly severities: readonly Severity[];
  readonly about: string;
  /** The member of the rule that it finds fault with. */
  readonly part: "detect" | "respond" | "tests";
  readonly run: (rule: LintedRule) => readonly RuleRemark[];
}

import type { Severity } from "../../model/finding.js";
import type { SelectorExpression } from "../expression.js";
import type { SelectorProblem } from "../problem.js";

/** One thing the linter looks for. `about` says why it matters; the pages of docs/checks.md are made of it. */
export interface SelectorCheck {
  readonly check: string;
  /** The severities it can have. */
  readonly severities: readonly Severity[];
  readonly about: string;
  run(expression: SelectorExpression): readonly SelectorProblem[];
}

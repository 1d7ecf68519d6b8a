import type { Severity } from "../model/finding.js";

/** Something wrong or doubtful in a selector. `column` is the 1-based position in its text, counted in UTF-16 units. */
export interface SelectorProblem {
  readonly check: string;
  readonly severity: Severity;
  readonly message: string;
  readonly column: number;
  readonly fix: string;
}

import type { Severity } from "../model/finding.js";

/** Something wrong, doubtful or dangerous in a command line. `column` is the 1-based position in it, counted in UTF-16 units. */
export interface CommandProblem {
  readonly check: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fix: string;
  readonly column?: number;
}

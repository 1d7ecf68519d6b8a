/** What became of one unit test of one rule, or of a check that stands in for one. */
export interface RuleTestReport {
  readonly file: string;
  /** The rule's name: its key, its task's name, or the file's. */
  readonly rule: string;
  /** `rule`: the rule does not compile. `count`: it has fewer tests than asked for. */
  readonly kind: "match" | "non_match" | "rule" | "count";
  /** Position in its list, from 0. */
  readonly index: number;
  readonly pass: boolean;
  /** Why it did not pass, down to where the rule stopped matching; what a passed test does not prove; null when there is nothing to say. */
  readonly explanation: string | null;
}

/** What became of all tests. */
export interface RuleTestSummary {
  readonly passed: number;
  readonly failed: number;
  /** Rules that have no tests. */
  readonly untested: number;
  readonly results: readonly RuleTestReport[];
}

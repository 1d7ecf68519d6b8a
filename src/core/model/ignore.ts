import type { Finding, Position, Severity } from "./finding.js";

/** A check that a file silences, or gives another severity, and why. */
export interface Ignore {
  /** Id of the check. */
  readonly check: string;
  /** What its findings become; absent: they are silenced. */
  readonly severity?: Severity;
  /** For reviewers; never empty. */
  readonly reason: string;
  readonly at: Position;
}

/** A finding that a file silences. It is counted, and shown to those who ask. */
export interface SilencedFinding extends Finding {
  /** Why, as the file says it. */
  readonly reason: string;
}

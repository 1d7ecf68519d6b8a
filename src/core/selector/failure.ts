/** Why a selector has no answer for a sensor, as go-bexpr would report an error. */
export class EvaluationFailure {
  readonly ok = false;
  readonly reason: string;
  readonly field: string;

  constructor(reason: string, field: string) {
    this.reason = reason;
    this.field = field;
  }
}

/** True, false, or why neither. */
export type Verdict = boolean | EvaluationFailure;

/** The opposite answer; a failure stays one. */
export function opposite(verdict: Verdict): Verdict {
  return typeof verdict === "boolean" ? !verdict : verdict;
}

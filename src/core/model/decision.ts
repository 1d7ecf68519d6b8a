/** What came of one decision of a person in one organization. */
export interface DecisionReport {
  /** Alias. */
  readonly organization: string;
  /** `nothing`: there was nothing to do. `refused`: nothing was changed. `failed`: not all of it was done. */
  readonly result: "done" | "nothing" | "refused" | "failed";
  /** What came of it, or why nothing did, as a sentence. */
  readonly message: string;
  /** What was shown before it was agreed to, one step each. */
  readonly steps: readonly string[];
  /** What is still to be done, or not ours to do. */
  readonly left: readonly string[];
}

/** Shows the steps and asks; undefined when nobody can answer. */
export type Agree = (organization: string, steps: readonly string[]) => Promise<boolean | undefined>;

type Details = { readonly steps?: readonly string[]; readonly left?: readonly string[] };

/** A report of one organization. */
export function decided(
  organization: string,
  result: DecisionReport["result"],
  message: string,
  { steps = [], left = [] }: Details = {},
): DecisionReport {
  return { organization, result, message, steps, left };
}

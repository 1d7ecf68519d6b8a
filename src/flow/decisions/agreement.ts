import { type Agree, type DecisionReport, decided } from "../../core/model/decision.js";

/** Asks for a person's word on some steps. Undefined when it was given; else why nothing is changed. */
export async function disagreement(
  organization: string,
  steps: readonly string[],
  agree: Agree,
): Promise<DecisionReport | undefined> {
  const answer = await agree(organization, steps);
  if (answer === true) return undefined;
  const reason =
    answer === undefined
      ? "there is no terminal to ask on; use `--yes` when this is meant"
      : "it was not agreed to";
  return decided(organization, "refused", `nothing was changed: ${reason}`, { steps });
}

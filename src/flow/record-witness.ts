import type { Finding } from "../core/model/finding.js";
import type { Ledger } from "../core/model/ledger.js";
import { messageOf } from "../core/model/message-of.js";
import type { WritableOrganization } from "../ports/organization.js";

/** Lets the witness remember the document that was written last. What was done stays done when that fails: it is a finding. */
export async function recordWitness(
  { witness, alias }: Pick<WritableOrganization, "witness" | "alias">,
  ledger: Ledger,
): Promise<readonly Finding[]> {
  try {
    await witness?.record(ledger);
    return [];
  } catch (error) {
    return [
      {
        check: "plan/witness-behind",
        severity: "warning",
        message: `The witness does not know this state of the ledger: ${messageOf(error)}`,
        fix: "Make it reachable; the next apply that changes something lets it catch up",
        organization: alias,
      },
    ];
  }
}

import { type DecisionReport, decided } from "../../core/model/decision.js";
import type { Ledger, LedgerReading } from "../../core/model/ledger.js";
import type { Observation } from "../../core/model/observation.js";
import { missingLedger, unusableLedger } from "../../core/plan/held-organization.js";
import { witnessDoubt } from "../../core/plan/held-witness.js";
import type { WritableOrganization } from "../../ports/organization.js";
import { recordWitness } from "../record-witness.js";

/** The ledger and what its witness remembers. */
export type LedgerSeen = Pick<Observation, "ledger" | "witness">;

type Present = Extract<LedgerReading, { state: "present" }>;

/**
 * The ledger that a decision is written over, or the report that says why there is none. Nothing is written over one that is behind
 * its witness: enough writes would hide that it was rolled back, and nothing is issued from it anyway. Where something has to be
 * stopped, a witness that cannot be asked is no reason to wait.
 */
export function usable(
  { ledger, witness }: LedgerSeen,
  { alias }: Pick<WritableOrganization, "alias">,
  { toStop = false }: { readonly toStop?: boolean } = {},
): Present | DecisionReport {
  if (ledger.state === "unreadable") return decided(alias, "refused", unusableLedger(ledger.reason).reason);
  const doubt = toStop && witness.state === "unreadable" ? undefined : witnessDoubt({ ledger, witness });
  if (doubt !== undefined) return decided(alias, "refused", doubt.reason, { left: doubt.decide });
  if (ledger.state === "present") return ledger;
  return decided(alias, "refused", missingLedger(0, undefined, alias).reason, {
    left: ["`lctasks plan` shows what each choice of `lctasks ledger create` would do"],
  });
}

/** Lets the witness remember what was written; what it could not be told, as something that is left. */
export async function untold(organization: WritableOrganization, ledger: Ledger): Promise<string[]> {
  return (await recordWitness(organization, ledger)).map(({ message, fix }) => `${message}. ${fix}`);
}

import { type Agree, type DecisionReport, decided } from "../../core/model/decision.js";
import { type Ledger, successor } from "../../core/model/ledger.js";
import type { WritableOrganization } from "../../ports/organization.js";
import { liveLease } from "../apply/lease.js";
import { disagreement } from "./agreement.js";
import { type LedgerSeen, untold, usable } from "./usable-ledger.js";

/** What a decision makes of a ledger, with the steps that are shown before; or why it makes nothing of it. */
export type LedgerDecision =
  | { readonly steps: readonly string[]; readonly ledger: Ledger; readonly message: string }
  | { readonly result: "nothing" | "refused" | "failed"; readonly message: string };

/** Decides from one state of the ledger. Pure. */
export type DecideInLedger = (ledger: Ledger) => LedgerDecision;

/**
 * Shows what a decision changes in the ledger, asks, and writes it by compare-and-swap over exactly the ledger that was decided on:
 * whatever was written meanwhile, nothing is decided over it. An apply that is under way is left alone. Nothing is sent.
 */
export async function decideInLedger(
  organization: WritableOrganization,
  seen: LedgerSeen,
  { decide, agree }: { readonly decide: DecideInLedger; readonly agree: Agree },
): Promise<DecisionReport> {
  const { alias } = organization;
  const read = usable(seen, organization);
  if (!("state" in read)) return read;
  const decision = decide(read.ledger);
  if (!("steps" in decision)) return decided(alias, decision.result, decision.message);
  const lease = liveLease(read.ledger, organization);
  if (lease !== undefined) return decided(alias, "refused", `nothing was changed: ${lease}`);
  const { steps } = decision;
  const refusal = await disagreement(alias, steps, agree);
  if (refusal !== undefined) return refusal;
  const next = successor(read.ledger, decision.ledger);
  const written = await organization.ledger.write(next, read.version);
  if (!written.written)
    return decided(alias, "refused", `nothing was changed: ${written.conflict}; look again`, { steps });
  const left = await untold(organization, next);
  return decided(alias, "done", decision.message, { steps, left });
}

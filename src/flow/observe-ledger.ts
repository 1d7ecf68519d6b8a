import { messageOf } from "../core/model/message-of.js";
import type { LedgerReading } from "../core/model/ledger.js";
import type { Observation } from "../core/model/observation.js";
import type { LiveRule } from "../core/model/rule.js";
import type { WitnessReading } from "../core/model/witness.js";
import { witnessDoubt } from "../core/plan/held-witness.js";
import { forgottenRun } from "../core/plan/run-mark.js";
import type { ReadableOrganization } from "../ports/organization.js";

const pauseMs = 1000;

/** Reads the ledger and its witness. A ledger that is behind its witness is read again for a while: it may only be shown late. */
export async function observeLedger(
  organization: ReadableOrganization,
): Promise<Pick<Observation, "ledger" | "witness">> {
  const { clock, patience } = organization;
  const [first, witness] = await Promise.all([organization.ledger.read(), readWitness(organization)]);
  let ledger = first;
  const isBehind = (): boolean => witness.state === "read" && witnessDoubt({ ledger, witness }) !== undefined;
  for (let waitedMs = 0; waitedMs < patience.witnessSettleMs && isBehind(); waitedMs += pauseMs) {
    await clock.sleep(pauseMs);
    ledger = await organization.ledger.read();
  }
  return { ledger, witness };
}

/**
 * The ledger beside the rules that were read at the same time. A rule that is marked with a run which the ledger does not know may have
 * been marked by an apply in between, or the ledger is shown late: it is read again, at once and then for a while, before that means anything.
 */
export async function besideRules(
  organization: ReadableOrganization,
  first: LedgerReading,
  rules: readonly LiveRule[],
): Promise<LedgerReading> {
  const { clock, patience } = organization;
  let ledger = first;
  const isBehind = (): boolean =>
    ledger.state === "present" && forgottenRun(ledger.ledger, rules) !== undefined;
  for (let waitedMs = 0; waitedMs <= patience.witnessSettleMs && isBehind(); waitedMs += pauseMs) {
    if (waitedMs > 0) await clock.sleep(pauseMs);
    ledger = await organization.ledger.read();
  }
  return ledger;
}

/** A witness that cannot be asked is part of what was seen: the plan is held, and says why. */
async function readWitness({ witness }: ReadableOrganization): Promise<WitnessReading> {
  if (witness === undefined) return { state: "none" };
  try {
    const highest = await witness.highest();
    return { state: "read", ...(highest === undefined ? {} : { highest }) };
  } catch (error) {
    return { state: "unreadable", reason: messageOf(error) };
  }
}

import { messageOf } from "../core/model/message-of.js";
import type { Observation } from "../core/model/observation.js";
import type { WitnessReading } from "../core/model/witness.js";
import { witnessDoubt } from "../core/plan/held-witness.js";
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

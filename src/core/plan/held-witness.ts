import type { Held } from "../model/change.js";
import type { Observation } from "../model/observation.js";
import { isAsWitnessed, type Witnessed, witnessed } from "../model/witness.js";

/** Row 1: what a witness remembers and the ledger does not bear out. A witness that was asked for and cannot be read bears out nothing. */
export function witnessDoubt({ ledger, witness }: Pick<Observation, "ledger" | "witness">): Held | undefined {
  if (witness.state === "none" || ledger.state === "unreadable") return undefined;
  if (witness.state === "unreadable") return unreadable(witness.reason);
  const { highest } = witness;
  if (highest === undefined) return undefined;
  if (ledger.state === "absent")
    return doubt(`lost: it was at serial ${highest.serial}, and there is none`, highest);
  if (isAsWitnessed(ledger.ledger, highest)) return undefined;
  const { serial, hash } = witnessed(ledger.ledger);
  return serial < highest.serial
    ? doubt(`rolled back: it was at serial ${highest.serial} and is at ${serial}`, highest)
    : doubt(`another one: serial ${serial} was ${highest.hash} and is ${hash}`, highest);
}

function doubt(reason: string, { serial, where }: Witnessed): Held {
  return held(`the ledger is ${reason}; what it has forgotten could run twice`, [
    `restore the ledger of serial ${serial}, or a later one; nothing is sent on an older one`,
    `when that is impossible and you know what ran since, make the witness forget: delete ${where}`,
  ]);
}

const unreadable = (reason: string): Held =>
  held(`it is not known whether the ledger was rolled back: ${reason}`, [
    "make the witness readable, or write `witness: none` when nothing shall watch over the ledger",
  ]);

const held = (reason: string, decide: readonly string[]): Held => ({
  row: "1",
  object: "organization",
  name: "witness",
  reason,
  decide,
  diff: [],
});

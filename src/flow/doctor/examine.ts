import type { Look, LedgerFacts, OrganizationFacts, WitnessFacts } from "../../core/doctor/facts.js";
import type { LedgerReading } from "../../core/model/ledger.js";
import { ledgerBytes, ledgerLimitBytes } from "../../core/model/ledger-size.js";
import { messageOf } from "../../core/model/message-of.js";
import type { WitnessReading } from "../../core/model/witness.js";
import { taskingExtension } from "../../core/plan/held-organization.js";
import { witnessDoubt } from "../../core/plan/held-witness.js";
import type { ReadableOrganization } from "../../ports/organization.js";
import { observeLedger } from "../observe-ledger.js";

/** What can be found out about an organization with its credentials; nothing is changed. Without a token nothing else is asked. */
export async function examine(
  organization: ReadableOrganization,
): Promise<Pick<OrganizationFacts, "identity" | "subscribed" | "skewMs" | "ledger" | "witness">> {
  const identity = await organization.account.who();
  const skewMs = organization.clock.skewMs();
  const known = { identity, ...(skewMs === undefined ? {} : { skewMs }) };
  if (!identity.known && identity.at === "token") return known;
  const [subscribed, observed] = await Promise.all([
    look(async () => (await organization.account.subscriptions()).has(taskingExtension)),
    look(() => observeLedger(organization)),
  ]);
  if ("failure" in observed) return { ...known, subscribed, ledger: observed };
  const { ledger, witness } = observed.seen;
  return {
    ...known,
    subscribed,
    ledger: { seen: healthOf(ledger, organization.clock.nowMs()) },
    witness: asWitnessed(ledger, witness),
  };
}

async function look<T>(act: () => Promise<T>): Promise<Look<T>> {
  try {
    return { seen: await act() };
  } catch (error) {
    return { failure: messageOf(error) };
  }
}

function healthOf(reading: LedgerReading, nowMs: number): LedgerFacts {
  if (reading.state !== "present")
    return reading.state === "absent" ? reading : { state: "unreadable", reason: reading.reason };
  const { ledger } = reading;
  const { serial, lease, paused, commit } = ledger;
  return {
    state: "present",
    serial,
    bytes: ledgerBytes(ledger),
    limitBytes: ledgerLimitBytes,
    tasks: Object.keys(ledger.tasks).length,
    nowMs,
    ...(lease === undefined ? {} : { lease }),
    ...(paused === undefined ? {} : { paused }),
    ...(commit === undefined ? {} : { commit }),
  };
}

function asWitnessed(ledger: LedgerReading, witness: WitnessReading): WitnessFacts {
  const doubt = witnessDoubt({ ledger, witness });
  if (doubt !== undefined) return { state: "doubt", reason: doubt.reason, decide: doubt.decide };
  if (witness.state !== "read") return { state: "none" };
  const { highest } = witness;
  return highest === undefined ? { state: "nothing-yet" } : { state: "agrees", serial: highest.serial };
}

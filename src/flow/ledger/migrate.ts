import type { LedgerBackend } from "../../core/model/configuration.js";
import { type Agree, type DecisionReport, decided } from "../../core/model/decision.js";
import { decodeDocument } from "../../core/model/ledger-document.js";
import { type Ledger, type LedgerReading, replacing, successor } from "../../core/model/ledger.js";
import { messageOf } from "../../core/model/message-of.js";
import type { LedgerStore, LedgerWrite } from "../../ports/ledger.js";
import type { WritableOrganization } from "../../ports/organization.js";
import { liveLease } from "../apply/lease.js";
import { disagreement } from "../decisions/agreement.js";
import { type LedgerSeen, untold, usable } from "../decisions/usable-ledger.js";
import { observeLedger } from "../observe-ledger.js";

export interface Migration {
  readonly project: string;
  readonly from: LedgerBackend;
  readonly to: LedgerBackend;
  /** The place that the ledger goes to. */
  readonly target: LedgerStore;
  readonly agree: Agree;
}

/**
 * Moves a ledger to another backend. The old place gets its last document first, which says where the ledger went: from then on
 * nobody can use it, so there are never two. Who is stopped in between does it again, and it is finished. Nothing is sent.
 */
export async function migrateLedger(
  organization: WritableOrganization,
  migration: Migration,
): Promise<DecisionReport> {
  const { alias } = organization;
  const { from, to, target, agree } = migration;
  if (from === to) return decided(alias, "nothing", `the ledger is in ${to} already`);
  const seen = await observeLedger(organization);
  const there = await target.read();
  const begun = lastDocument(seen.ledger, organization, migration);
  if (begun !== undefined && there.state === "present" && there.ledger.ledgerId === begun.ledgerId)
    return decided(alias, "nothing", `the ledger moved to ${to} already`);
  if (there.state === "present" || (there.state === "unreadable" && there.movedTo === undefined))
    return decided(alias, "refused", `nothing was changed: ${to} holds a ledger of this project already`);
  const steps = [
    `end the ledger in ${from}: its last document says that it moved to ${to}`,
    `go on in ${to} with everything that it knows; nothing is sent`,
  ];
  const source = begun === undefined ? sourceOf(seen, organization) : undefined;
  if (source !== undefined && !("state" in source)) return source;
  const refusal = await disagreement(alias, steps, agree);
  if (refusal !== undefined) return refusal;
  const last = begun ?? (source && ended(source.ledger, to));
  if (last === undefined) return decided(alias, "refused", "nothing was changed: there is no ledger to move");
  if (source !== undefined) {
    const written = await organization.ledger.write(last, source.version);
    if (!written.written)
      return decided(alias, "refused", `nothing was changed: ${written.conflict}; look again`, { steps });
  }
  return arrive(organization, { migration, there, last, steps });
}

/** The last document of a move that was begun and perhaps not finished. */
function lastDocument(
  reading: LedgerReading,
  { oid }: WritableOrganization,
  { project, to }: Migration,
): Ledger | undefined {
  if (reading.state !== "unreadable" || reading.movedTo !== to || reading.stored === undefined)
    return undefined;
  const decoded = decodeDocument(reading.stored, { project, oid });
  return decoded.readable ? decoded.ledger : undefined;
}

/** The ledger that is to move; a report when it cannot be used, or when somebody works with it now. */
function sourceOf(
  seen: LedgerSeen,
  organization: WritableOrganization,
): Extract<LedgerReading, { state: "present" }> | DecisionReport {
  const read = usable(seen, organization);
  if (!("state" in read)) return read;
  const live = liveLease(read.ledger, organization);
  return live === undefined ? read : decided(organization.alias, "refused", `nothing was changed: ${live}`);
}

function ended(ledger: Ledger, movedTo: LedgerBackend): Ledger {
  const { lease: _over, ...rest } = ledger;
  return successor(ledger, { ...rest, movedTo });
}

interface Arrival {
  readonly migration: Migration;
  readonly there: Exclude<LedgerReading, { state: "present" }>;
  readonly last: Ledger;
  readonly steps: readonly string[];
}

async function arrive(
  organization: WritableOrganization,
  { migration, there, last, steps }: Arrival,
): Promise<DecisionReport> {
  const { alias } = organization;
  const { to, target } = migration;
  const { movedTo: _here, ...rest } = last;
  const first = following(there, successor(last, rest));
  const failed = (why: string): DecisionReport =>
    decided(alias, "failed", `the old ledger is ended and the new one is not there: ${why}`, {
      steps,
      left: [`say \`lctasks ledger migrate --to ${to}\` again: it goes on where it stopped`],
    });
  try {
    const written = await put(target, there, first);
    if (!written.written) return failed(written.conflict);
  } catch (error) {
    return failed(messageOf(error));
  }
  const left = await untold(organization, first);
  return decided(alias, "done", `the ledger is in ${to}, at serial ${first.serial}`, { steps, left });
}

/** In a place that the ledger was in before, the last document that it had there is followed by the new one. */
const following = (there: Arrival["there"], first: Ledger): Ledger =>
  there.state === "absent" ? first : replacing(there.stored ?? "", first);

async function put(target: LedgerStore, there: Arrival["there"], first: Ledger): Promise<LedgerWrite> {
  if (there.state === "absent") return target.create(first);
  return there.version === undefined
    ? { written: false, conflict: "what is there has no stamp to compare with" }
    : target.write(first, there.version);
}

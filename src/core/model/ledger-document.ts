import { canonicalJson } from "./canonical.js";
import type { LedgerBackend } from "./configuration.js";
import { isJsonObject, type Json, type JsonObject } from "./json.js";
import { ledgerCheck } from "./ledger-checks.js";
import { migrated } from "./ledger-migrations.js";
import { firstLedgerVersion, type Ledger, ledgerVersion } from "./ledger.js";

/** A ledger's text understood, or why not. Why not is never "there is none". */
export type DecodedLedger = { readonly readable: true; readonly ledger: Ledger } | UnusableDocument;

/** Why a document cannot be used; `movedTo` when it is whole and ended by a move. */
export interface UnusableDocument {
  readonly readable: false;
  readonly reason: string;
  readonly movedTo?: LedgerBackend;
}

/** A ledger as every backend stores it: canonical JSON, so that equal ledgers are equal texts. */
export function encodeLedger(ledger: Ledger): string {
  return canonicalJson(ledger);
}

/** Whose ledger is meant. */
export interface LedgerOwner {
  readonly project: string;
  readonly oid: string;
}

/**
 * Reads a stored ledger and checks that it is whole, of a version we understand, of this project and organization, and still in force.
 * Members that we do not know are kept. The reason completes "Cannot read the ledger: …".
 */
export function decodeLedger(stored: string, owner: LedgerOwner): DecodedLedger {
  const whole = decodeDocument(stored, owner);
  const movedTo = whole.readable ? whole.ledger.movedTo : undefined;
  if (movedTo === undefined) return whole;
  return {
    readable: false,
    reason: `the ledger moved to ${movedTo}; write \`ledger: ${movedTo}\` in the configuration, or check out the commit that does`,
    movedTo,
  };
}

/** The same for a document whose ledger may go on elsewhere. */
export function decodeDocument(stored: string, owner: LedgerOwner): DecodedLedger {
  const document = parse(stored);
  if (!isJsonObject(document)) return unreadable("it is not a JSON object");
  const { version } = document;
  if (typeof version === "number" && version > ledgerVersion) {
    return unreadable(
      `its version is ${version} and this program understands up to ${ledgerVersion}; update lctasks`,
    );
  }
  const present = version === ledgerVersion ? document : migrated(document, firstLedgerVersion);
  if (present === undefined) return unreadable("it has no version that ever existed");
  const problem = ledgerCheck(present, "ledger") ?? foreign(present, owner);
  return problem === undefined
    ? { readable: true, ledger: present as unknown as Ledger }
    : unreadable(problem);
}

const unreadable = (reason: string): UnusableDocument => ({ readable: false, reason });

function parse(stored: string): Json | undefined {
  try {
    const value: Json = JSON.parse(stored);
    return value;
  } catch {
    return undefined;
  }
}

function foreign(document: JsonObject, owner: LedgerOwner): string | undefined {
  if (document["project"] !== owner.project) {
    return `it belongs to project ${JSON.stringify(document["project"])}, not ${JSON.stringify(owner.project)}`;
  }
  if (document["oid"] !== owner.oid.toLowerCase()) {
    return `it belongs to organization ${JSON.stringify(document["oid"])}, not ${owner.oid.toLowerCase()}`;
  }
  return undefined;
}

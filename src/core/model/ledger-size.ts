import { utf8ToBytes } from "@noble/hashes/utils.js";
import { encodeLedger } from "./ledger-document.js";
import type { Ledger } from "./ledger.js";

/**
 * How large a document may grow, in bytes of its text. Nobody documents a limit for records of hive `lookup` (reference: API, 6.4, 6.10);
 * this is what we hold ourselves to: 10,000 tasks with a run and a rule each stay below it.
 */
export const ledgerLimitBytes = 24 * 1024 * 1024;

/** Beyond this many bytes an apply drops what nobody decides by any more. */
export const compactAboveBytes = 8 * 1024 * 1024;

/** How large a ledger is as it is stored, in bytes of UTF-8. */
export function ledgerBytes(ledger: Ledger): number {
  return utf8ToBytes(encodeLedger(ledger)).length;
}

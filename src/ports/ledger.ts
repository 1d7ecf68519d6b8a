import type { Ledger, LedgerReading, LedgerStamp } from "../core/model/ledger.js";

/** Reading a ledger: all that `plan` gets. */
export interface LedgerReader {
  read(): Promise<LedgerReading>;
}

/** `conflict`: somebody else wrote in between; decide again. */
export type LedgerWrite =
  | { readonly written: true; readonly version: LedgerStamp }
  | { readonly written: false; readonly conflict: string };

/** A ledger backend. Both writes are compare-and-swap: never over something we have not read. Throws when the outside is broken. */
export interface LedgerStore extends LedgerReader {
  /** Stores the first document; a conflict when there is one already. */
  create(ledger: Ledger): Promise<LedgerWrite>;
  /** Replaces the document that `expected` names. */
  write(ledger: Ledger, expected: LedgerStamp): Promise<LedgerWrite>;
}

import { type Ledger, ledgerHash } from "./ledger.js";

/** How far a ledger was, as somebody outside it remembers. */
export interface Witnessed {
  readonly serial: number;
  /** The first 12 hexadecimal digits of the document's hash. */
  readonly hash: string;
  /** What remembers it, in words of a person. */
  readonly where: string;
}

/** What is known of a ledger from outside it. `none`: nobody is asked to remember. `read` without `highest`: nothing was remembered yet. */
export type WitnessReading =
  | { readonly state: "none" }
  | { readonly state: "read"; readonly highest?: Witnessed }
  | { readonly state: "unreadable"; readonly reason: string };

/** What a witness remembers of a document. */
export function witnessed(ledger: Ledger): Omit<Witnessed, "where"> {
  return { serial: ledger.serial, hash: ledgerHash(ledger).slice(0, 12) };
}

/** True when a document is not older than what is remembered, nor another one of the same serial. */
export function isAsWitnessed(ledger: Ledger, highest: Witnessed): boolean {
  return (
    ledger.serial > highest.serial ||
    (ledger.serial === highest.serial && witnessed(ledger).hash === highest.hash)
  );
}

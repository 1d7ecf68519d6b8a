import type { Ledger } from "../core/model/ledger.js";
import type { Witnessed } from "../core/model/witness.js";

/** Who remembers how far the ledger was: all that `plan` gets. */
export interface WitnessReader {
  /** Undefined when nothing was remembered yet. Throws when that cannot be known. */
  highest(): Promise<Witnessed | undefined>;
}

export interface Witness extends WitnessReader {
  /** Remembers this document, unless one further on is remembered already. Throws when that did not succeed. */
  record(ledger: Ledger): Promise<void>;
}

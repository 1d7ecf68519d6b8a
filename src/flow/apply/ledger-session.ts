import { type Ledger, type LedgerStamp, nextLedger, successor } from "../../core/model/ledger.js";
import { compactedWhenLarge } from "../../core/model/ledger-compaction.js";
import type { LedgerStore } from "../../ports/ledger.js";

/** Somebody else wrote the ledger since we read it. What we decided may be wrong now: nothing more is sent. */
export class LedgerMoved extends Error {
  override readonly name = "LedgerMoved";
}

/** The ledger during one apply: every write is a compare-and-swap over the document that was decided on. */
export class LedgerSession {
  readonly #store: LedgerStore;
  #ledger: Ledger;
  #stamp: LedgerStamp;

  constructor(store: LedgerStore, read: { readonly ledger: Ledger; readonly version: LedgerStamp }) {
    this.#store = store;
    this.#ledger = read.ledger;
    this.#stamp = read.version;
  }

  get ledger(): Ledger {
    return this.#ledger;
  }

  /** Writes the next document. Throws `LedgerMoved` on a conflict; never tries again. */
  async write(next: Partial<Pick<Ledger, "tasks" | "rules" | "commit" | "lease">>): Promise<void> {
    await this.#replace(nextLedger(this.#ledger, next));
  }

  /** Throws `LedgerMoved` when another document stands there by now: for moments in which much time went by since the last write. */
  async verify(): Promise<void> {
    const reading = await this.#store.read();
    if (reading.state !== "present" || reading.version !== this.#stamp)
      throw new LedgerMoved("Cannot go on: somebody else wrote the ledger in between");
  }

  /** Writes a document without a lease; one that has grown large loses what nobody decides by any more. */
  async release(next: Partial<Pick<Ledger, "commit" | "tasks">>): Promise<void> {
    const { lease, ...rest } = nextLedger(this.#ledger, next);
    await this.#replace(lease === undefined ? rest : compactedWhenLarge(rest, { nowMs: lease.takenAtMs }));
  }

  /**
   * Gives the lease back after the ledger moved: in the document that stands there now, when the lease in it is still ours. Nobody
   * has to wait then for it to end. Nothing else of that document changes, and nothing is tried twice.
   */
  async giveBack(): Promise<void> {
    const reading = await this.#store.read();
    if (reading.state !== "present" || this.#ledger.lease === undefined) return;
    const { lease, ...rest } = reading.ledger;
    if (lease?.id === this.#ledger.lease.id)
      await this.#store.write(successor(reading.ledger, rest), reading.version);
  }

  async #replace(document: Ledger): Promise<void> {
    const result = await this.#store.write(document, this.#stamp);
    if (!result.written) throw new LedgerMoved(`Cannot write the ledger: ${result.conflict}`);
    this.#ledger = document;
    this.#stamp = result.version;
  }
}

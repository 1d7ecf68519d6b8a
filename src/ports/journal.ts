import type { JournalEntry } from "../core/model/journal.js";

export type { JournalEntry };

/** What this machine sent, in a file of its own: it backs the last batch when the ledger could not be written any more. */
export interface Journal {
  /** Resolves when the line is on the disk. Throws when it cannot be written. */
  note(entry: JournalEntry): Promise<void>;
  /** The text of everything that was noted and is still kept, the oldest first; empty when there is nothing. Throws when it cannot be read. */
  text(): Promise<string>;
}

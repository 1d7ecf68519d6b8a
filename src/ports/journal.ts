import type { IssueCounts } from "../core/model/ledger.js";

/** One line of the journal: what was about to be sent, or what became of it. */
export interface JournalEntry {
  /** `send`: the request goes out next. Otherwise what is known of it afterwards; the ledger is written later. */
  readonly event: "send" | "issued" | "cancelled" | "refused" | "unaccepted" | "unresolved";
  /** Server time, epoch milliseconds. */
  readonly atMs: number;
  readonly ledgerId: string;
  readonly task: string;
  readonly run: number;
  readonly token: string;
  readonly taskId?: string;
  readonly counts?: IssueCounts;
}

/** What this machine sent, in a file of its own: it backs the last batch when the ledger could not be written any more. */
export interface Journal {
  /** Resolves when the line is on the disk. Throws when it cannot be written. */
  note(entry: JournalEntry): Promise<void>;
}

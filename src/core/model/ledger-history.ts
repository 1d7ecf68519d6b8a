import type { RunRow, TaskRow } from "./ledger.js";

/** Everything the ledger of one organization knows of one task. */
export interface TaskHistory {
  readonly organization: string;
  /** Server time, epoch milliseconds. */
  readonly nowMs: number;
  /** The name that was asked for. */
  readonly task: string;
  /** The name that has the memory now; another one after a rename. */
  readonly name: string;
  /** Former names of the same memory, the latest first, with the time of each rename. */
  readonly formerly: readonly { readonly name: string; readonly atMs: number }[];
  readonly highest: number;
  readonly onRemove: TaskRow["onRemove"];
  readonly baseline?: number;
  readonly unknown?: number;
  readonly tombstone?: TaskRow["tombstone"];
  readonly paused?: TaskRow["paused"];
  /** Newest first, as the ledger has them. */
  readonly runs: readonly RunRow[];
}

import type { RunRow } from "../model/ledger.js";
import type { QueueEntry } from "../model/queue.js";
import { type QueueIndex, runsCommand } from "./queue-index.js";

/** Every entry that provably is of a run: by its recorded task ids and, unless its context was sent as written, by its token and command. */
export function entriesOfRun(run: RunRow, queue: QueueIndex): QueueEntry[] {
  const recorded = run.taskIds.flatMap((id) => queue.withTaskId(id) ?? []);
  const carriers = run.exactContext ? [] : queue.withToken(run.token);
  return [...new Set([...recorded, ...carriers.filter((entry) => runsCommand(entry, run.request.command))])];
}

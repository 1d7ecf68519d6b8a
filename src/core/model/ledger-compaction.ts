import { compactAboveBytes, ledgerBytes } from "./ledger-size.js";
import { isOpen, latestRun, type Ledger, mayStillAnswer, type RunRow, type TaskRow } from "./ledger.js";

/**
 * A ledger without what nobody decides by any more: counts, observations, origins and accepted wordings of runs that are not the latest
 * and of which no answer can come. Tokens, task ids, requests, numbers and what was highest stay for ever.
 */
export function compacted(ledger: Ledger, nowMs: number): Ledger {
  const tasks = Object.entries(ledger.tasks).map(([name, row]) => [name, compactedRow(row, nowMs)] as const);
  return { ...ledger, tasks: Object.fromEntries(tasks) };
}

/** The same where a ledger has grown beyond what is worth carrying; else the ledger as it is. */
export function compactedWhenLarge(
  ledger: Ledger,
  { nowMs, aboveBytes = compactAboveBytes }: { readonly nowMs: number; readonly aboveBytes?: number },
): Ledger {
  return ledgerBytes(ledger) > aboveBytes ? compacted(ledger, nowMs) : ledger;
}

function compactedRow(row: TaskRow, nowMs: number): TaskRow {
  const latest = latestRun(row);
  const runs = row.runs.map((run) => (run === latest || isNeeded(run, nowMs) ? run : bare(run)));
  return { ...row, runs };
}

const isNeeded = (run: RunRow, nowMs: number): boolean => isOpen(run, nowMs) || mayStillAnswer(run, nowMs);

function bare(run: RunRow): RunRow {
  const { counts: _c, commit: _s, author: _a, accepted: _w, observed: _o, ...kept } = run;
  return kept;
}

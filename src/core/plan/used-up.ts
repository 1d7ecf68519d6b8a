import { overlap } from "../model/buckets.js";
import type { IssueChange } from "../model/change.js";
import type { RunRow, TaskRow } from "../model/ledger.js";

/**
 * What of a task the ledger knows that forbids to issue a change, in words; undefined when nothing does. Whoever decided what: a run is
 * issued once, and each part of a run once.
 */
export function usedUp(
  row: TaskRow | undefined,
  { run, part }: Pick<IssueChange, "run" | "part">,
): string | undefined {
  if (row === undefined || run > row.highest) return undefined;
  const parts = row.runs.filter((known) => known.run === run);
  if (run < row.highest || part === undefined || parts.length === 0) return `run ${row.highest}`;
  return parts.some((known) => isTakenBy(known, part)) ? `that part of run ${run}` : undefined;
}

/**
 * True when a row is of all of the run, of a period or round that is not before the part's, or of some of a wave's buckets. Whom a round
 * is for is asked of what was served (`alreadyServed`).
 */
function isTakenBy({ part: known }: RunRow, part: NonNullable<IssueChange["part"]>): boolean {
  if (known?.wave !== undefined && part.wave !== undefined) return overlap(known.wave, part.wave);
  if (known?.newcomers !== undefined && part.newcomers !== undefined)
    return known.newcomers.round >= part.newcomers.round;
  if (known?.period === undefined || part.period === undefined) return true;
  return known.period.index >= part.period.index;
}

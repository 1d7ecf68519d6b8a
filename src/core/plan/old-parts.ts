import { isOpen, mayStillAnswer, partsOfLatest, type RunRow, type TaskRow } from "../model/ledger.js";

/** So many parts of a task stay whole, however long ago they ended. */
const mostParts = 20;

/**
 * A row that does not grow with every part: of parts that ended, that nobody can answer any more, and that are not among the newest,
 * only the tokens stay. What decides about the next part (the latest, and everything of its period but rounds, whose sensors stand in
 * `served`) is never among them.
 */
export function withoutOldParts(row: TaskRow, nowMs: number): TaskRow {
  const deciding = new Set(partsOfLatest(row).filter(({ part }) => part?.newcomers === undefined));
  const old = row.runs.slice(0, -mostParts).filter((run) => !deciding.has(run) && isOver(run, nowMs));
  if (old.length === 0) return row;
  const gone = new Set(old);
  return {
    ...row,
    runs: row.runs.filter((run) => !gone.has(run)),
    past: [...(row.past ?? []), ...old.map(({ token }) => token)],
  };
}

function isOver(run: RunRow, nowMs: number): boolean {
  return run.part !== undefined && !isOpen(run, nowMs) && !mayStillAnswer(run, nowMs);
}

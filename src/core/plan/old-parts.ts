import { isOfLatest, isOpen, mayStillAnswer, type RunRow, type TaskRow } from "../model/ledger.js";

/** So many parts of a task stay whole, however long ago they ended. */
const mostParts = 20;

/**
 * A row that does not grow with every part: of parts that ended, that nobody can answer any more, and that are not among the newest,
 * only the tokens stay. What decides about the next part (the latest, and everything of its period but rounds) is never among them.
 */
export function withoutOldParts(row: TaskRow, nowMs: number): TaskRow {
  const old = row.runs.slice(0, -mostParts).filter((run) => isDispensable(row, run) && isOver(run, nowMs));
  if (old.length === 0) return row;
  const gone = new Set(old);
  return {
    ...row,
    runs: row.runs.filter((run) => !gone.has(run)),
    past: [...(row.past ?? []), ...old.map(({ token }) => token)],
  };
}

/** What decides about the next part stands elsewhere: in what follows or, of newcomers, in who was served. */
const isDispensable = (row: TaskRow, run: RunRow): boolean =>
  run.part?.newcomers !== undefined || !isOfLatest(row, run);

function isOver(run: RunRow, nowMs: number): boolean {
  return run.part !== undefined && !isOpen(run, nowMs) && !mayStillAnswer(run, nowMs);
}

import { partsOfLatest, type Ledger, type RunRow, taskRow } from "../model/ledger.js";
import type { Task } from "../model/task.js";
import { afterMoves } from "./compare.js";
import { nextPart } from "./next-part.js";
import { indexQueue } from "./queue-index.js";

/**
 * The runs whose failures have to be known now: all waves of those whose next wave would halt if nobody knew. Usually none, and then
 * nobody has to look.
 */
export function haltingRuns(tasks: readonly Task[], ledger: Ledger, nowMs: number): RunRow[] {
  const careful = tasks.filter(({ haltOn, paused }) => haltOn !== undefined && !paused);
  if (careful.length === 0 || ledger.paused !== undefined) return [];
  const { ledger: moved } = afterMoves(tasks, ledger, nowMs);
  return careful.flatMap((task) => {
    const row = taskRow(moved, task.name);
    if (row === undefined || row.paused !== undefined) return [];
    const next = nextPart({ ...unknowing, task, row, nowMs });
    return next?.state === "halted" ? [...partsOfLatest(row)] : [];
  });
}

/** What is not known here counts as somebody, and as a failure. */
const unknowing = {
  queue: indexQueue([]),
  count: () => undefined,
  failures: undefined,
  nameOf: (sid: string) => sid,
  matching: () => "nobody looked",
};

import { isOpen, latestRun, type Ledger, type TaskRow } from "../model/ledger.js";

/** A run in parts of which no further part is to follow. */
export interface EndedRun {
  readonly task: string;
  readonly run: number;
}

/**
 * The runs in parts that a person's cancel ends, whatever of them can still be cancelled in the queue. Of a task that was named: any run that
 * may go on. Where all are meant (`names` undefined): those of which something may still be delivered; the others wait for `resume`.
 */
export function personEnds({
  ledger,
  nowMs,
  names,
}: {
  readonly ledger: Pick<Ledger, "tasks">;
  readonly nowMs: number;
  readonly names?: ReadonlySet<string>;
}): EndedRun[] {
  return Object.entries(ledger.tasks).flatMap(([task, row]) => {
    const isMeant = names?.has(task) ?? row.runs.some((run) => isOpen(run, nowMs));
    const run = goingOn(row);
    return isMeant && run !== undefined ? [{ task, run }] : [];
  });
}

/** The number of a run in parts that may be followed by a further one. */
function goingOn(row: TaskRow): number | undefined {
  const latest = latestRun(row);
  if (latest?.part === undefined || latest.over === true || row.tombstone !== undefined) return undefined;
  return latest.state === "cancelled" && latest.superseded !== true ? undefined : latest.run;
}

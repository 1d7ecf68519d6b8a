import type { Held, NextStep } from "../model/change.js";
import { compareText } from "../model/finding.js";
import { type Ledger, latestRun, remembersNothing, type TaskRow, taskRow } from "../model/ledger.js";
import type { TaskStatus } from "../model/status-report.js";
import type { Task } from "../model/task.js";
import { earlierParts } from "./earlier-parts.js";
import type { SeeRun } from "./observed.js";
import { runStatus } from "./run-status.js";

/** What a person must decide about tasks, by their names. */
export type HeldByTask = ReadonlyMap<string, readonly Held[]>;

/** Sorts what a plan holds by the task that it is about; all else is left out. */
export function heldByTask(held: readonly Held[]): HeldByTask {
  const byName = new Map<string, Held[]>();
  for (const each of held) {
    if (each.object !== "task") continue;
    const known = byName.get(each.name);
    if (known === undefined) byName.set(each.name, [each]);
    else known.push(each);
  }
  return byName;
}

/** What tasks are looked at by. */
export interface TaskStatusInput {
  /** The tasks that the files declare here, by name. */
  readonly declared: ReadonlyMap<string, Pick<Task, "paused">>;
  readonly ledger: Pick<Ledger, "tasks">;
  readonly see: SeeRun;
  /** What the plan holds, by task. */
  readonly held: HeldByTask;
  /** What becomes of runs that are issued in parts, by task. */
  readonly next: ReadonlyMap<string, NextStep>;
}

/** The names that have something to say: what is declared, and what the ledger remembers beyond tombstones. */
export function namesWithStatus({
  declared,
  ledger,
}: Pick<TaskStatusInput, "declared" | "ledger">): string[] {
  const remembered = Object.entries(ledger.tasks).filter(([, row]) => isAlive(row));
  return [...new Set([...declared.keys(), ...remembered.map(([name]) => name)])].toSorted(compareText);
}

/** A tombstone of a task whose last run was left in the queue still has something to say. */
const isAlive = (row: TaskRow): boolean =>
  !remembersNothing(row) && (row.tombstone === undefined || row.onRemove === "keep");

/** One task as it stands. */
export function taskStatus(name: string, { declared, ledger, see, held, next }: TaskStatusInput): TaskStatus {
  const row = taskRow(ledger, name);
  const run = row && latestRun(row);
  const seen = run && see(run);
  const step = next.get(name);
  const notes = [
    ...noteOf(row),
    ...earlierParts(row, see),
    ...(declared.get(name)?.paused ? ["paused in its file"] : []),
  ];
  return {
    task: name,
    declared: declared.has(name),
    ...(run === undefined || seen === undefined ? {} : { status: runStatus(run, seen) }),
    ...(notes.length === 0 ? {} : { note: notes.join("; ") }),
    ...(step === undefined ? {} : { next: step }),
    ...(row?.paused === undefined ? {} : { paused: row.paused }),
    held: held.get(name) ?? [],
  };
}

/** What stands where there is no run, or beside it. */
function noteOf(row: TaskRow | undefined): string[] {
  if (row === undefined || remembersNothing(row)) return ["never issued here"];
  if (row.tombstone !== undefined)
    return [`its file was removed${row.onRemove === "keep" ? "; its run was left in the queue" : ""}`];
  if (row.unknown !== undefined) return [unknownNote(row.unknown)];
  if (row.baseline !== undefined && latestRun(row) === undefined)
    return [`recorded as not wanted here up to run ${row.baseline.run}`];
  return [];
}

const unknownNote = ({ run, closed }: NonNullable<TaskRow["unknown"]>): string =>
  closed === true
    ? `a person says that runs up to ${run} are over`
    : `whether runs up to ${run} ever ran is not known`;

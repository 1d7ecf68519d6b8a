import { isOpen, type Ledger, latestRun, type TaskRow, taskRow } from "../model/ledger.js";
import type { Task } from "../model/task.js";
import type { RunInputs } from "../model/token.js";
import { runInputs, sameWork } from "./run-inputs.js";

/** A row that changes its name: the memory moves, nothing is sent. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** What the names in the files and in the ledger say about each other. */
export interface Names {
  readonly moves: readonly Move[];
  /** Task name to the name it may be one half of a rename with, or shares a task_id with. Both halves are in. */
  readonly twins: ReadonlyMap<string, string>;
  /** Tasks whose `movedFrom` the ledger does not know while another row vanished: they could be it. */
  readonly lostOrigins: ReadonlyMap<string, string>;
}

/** Compares names: which rows move, and which vanished and new tasks look like one that was renamed. */
export function compareNames(tasks: readonly Task[], ledger: Ledger): Names {
  const declared = new Set(tasks.map((task) => task.name));
  const fresh = tasks.filter((task) => taskRow(ledger, task.name) === undefined);
  const moves = fresh.flatMap((task) => moveOf(task, declared, ledger));
  const moved = new Set(moves.flatMap((move) => [move.from, move.to]));
  const vanished = Object.entries(ledger.tasks).filter(
    ([name, row]) => row.tombstone === undefined && !declared.has(name) && !moved.has(name),
  );
  const candidates = fresh.filter((task) => !moved.has(task.name) && task.movedFrom !== "none");
  return {
    moves,
    twins: new Map([...renameTwins(candidates, vanished), ...claimTwins(ledger)]),
    lostOrigins: new Map(
      vanished.length === 0
        ? []
        : candidates.flatMap((task) =>
            task.movedFrom === undefined ? [] : [[task.name, task.movedFrom] as const],
          ),
    ),
  };
}

function moveOf(task: Task, declared: ReadonlySet<string>, ledger: Ledger): Move[] {
  if (task.movedFrom === undefined || declared.has(task.movedFrom)) return [];
  const origin = taskRow(ledger, task.movedFrom);
  if (origin === undefined || origin.tombstone?.movedTo !== undefined) return [];
  return [{ from: task.movedFrom, to: task.name }];
}

function renameTwins(
  fresh: readonly Task[],
  vanished: readonly (readonly [string, TaskRow])[],
): [string, string][] {
  return fresh.flatMap((task) => {
    const inputs = runInputs(task);
    const origin = vanished.find(([, row]) => {
      const remembered = rememberedInputs(row);
      return remembered !== undefined && sameWork(remembered, inputs);
    });
    return origin === undefined ? [] : twinPair(task.name, origin[0]);
  });
}

/** Two rows that claim one task_id: cancelling one would cancel the other. */
function claimTwins(ledger: Ledger): [string, string][] {
  const claims = new Map<string, string>();
  const twins: [string, string][] = [];
  for (const [name, row] of Object.entries(ledger.tasks)) {
    for (const id of row.runs.flatMap((run) => run.taskIds)) {
      const other = claims.get(id);
      if (other !== undefined && other !== name) twins.push(...twinPair(name, other));
      claims.set(id, name);
    }
  }
  return twins;
}

const twinPair = (a: string, b: string): [string, string][] => [
  [a, b],
  [b, a],
];

/** What a row last ran, or was recorded as not wanted with. */
export function rememberedInputs(row: TaskRow): RunInputs | undefined {
  return latestRun(row)?.inputs ?? row.baseline?.inputs;
}

/** The ledger's rows after the moves: the new name has the memory, the old one stays as a tombstone that says so. */
export function moveRows(ledger: Ledger, moves: readonly Move[], nowMs: number): Ledger {
  const tasks = { ...ledger.tasks };
  for (const { from, to } of moves) {
    const { tombstone: _buried, ...row } = tasks[from] as TaskRow;
    tasks[to] = row;
    tasks[from] = {
      highest: row.highest,
      runs: [],
      onRemove: row.onRemove,
      tombstone: { atMs: nowMs, movedTo: to },
    };
  }
  return { ...ledger, tasks };
}

/** True when something of a row may still be delivered. */
export function hasOpenRuns(row: TaskRow, nowMs: number): boolean {
  return row.runs.some((run) => isOpen(run, nowMs));
}

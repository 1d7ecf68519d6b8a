import { compareText } from "../model/finding.js";
import { given } from "../model/given.js";
import { type Ledger, latestRun, type TaskRow, taskRow } from "../model/ledger.js";
import type { Task } from "../model/task.js";
import type { RunInputs } from "../model/token.js";
import { groupBy } from "./group-by.js";
import { renderedInputs, runInputs, workDigest } from "./run-inputs.js";

/** A row that changes its name: the memory moves, nothing is sent. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Why a name cannot be told from another, so that it is held. `work`: one vanished, the other is new and runs the same.
 * `origin`: `movedFrom` cannot be followed, and the other may be what it means. `task-id`: both rows claim one task_id.
 * `token`: the declared run would get a token that the other row has.
 */
export interface Twin {
  readonly other: string;
  readonly why: "work" | "origin" | "task-id" | "token";
}

/** Twins by name. Of two names that may be one task, both are in. */
export type Twins = readonly (readonly [name: string, twin: Twin])[];

/** What the names in the files and in the ledger say about each other. */
export interface Names {
  readonly moves: readonly Move[];
  readonly twins: Twins;
}

/** What no move explains. */
interface Unexplained {
  readonly ledger: Ledger;
  readonly tasks: readonly Task[];
  /** Names whose file went, and that are not buried yet. */
  readonly vanished: readonly string[];
}

/** Compares names: which rows move, and which vanished and new tasks may be one that was renamed. */
export function compareNames(tasks: readonly Task[], ledger: Ledger): Names {
  const declared = new Set(tasks.map((task) => task.name));
  const moves = movesOf(tasks, declared, ledger);
  const moved = new Set(moves.flatMap((move) => [move.from, move.to]));
  const vanished = Object.entries(ledger.tasks)
    .filter(([name, row]) => row.tombstone === undefined && !declared.has(name) && !moved.has(name))
    .map(([name]) => name)
    .toSorted(compareText);
  const unexplained = { ledger, tasks: tasks.filter((task) => !moved.has(task.name)), vanished };
  return { moves, twins: [...originTwins(unexplained), ...workTwins(unexplained)] };
}

/** Nothing was ever recorded under a name, or all of it moved to another. */
const isFree = (row: TaskRow | undefined): boolean =>
  row === undefined || row.tombstone?.movedTo !== undefined;

/** The old name that a task gives, if it gives one. */
const originOf = ({ movedFrom, name }: Task): string | undefined =>
  movedFrom === "none" || movedFrom === name ? undefined : movedFrom;

/** A row moves when no task has its name any more and exactly one new task asks for it. */
function movesOf(tasks: readonly Task[], declared: ReadonlySet<string>, ledger: Ledger): Move[] {
  const fresh = tasks.filter((task) => isFree(taskRow(ledger, task.name)));
  return [...groupBy(fresh, originOf)].flatMap(([from, claimants]) => {
    if (from === undefined || declared.has(from) || isFree(taskRow(ledger, from))) return [];
    return claimants.length > 1 ? [] : claimants.map((task) => ({ from, to: task.name }));
  });
}

/**
 * Tasks whose `movedFrom` does not lead to a memory that becomes theirs: issued as new, they might run a second time.
 * In a new organization, where nothing is known under the old name and nothing vanished, it is only history.
 */
function originTwins({ ledger, tasks, vanished }: Unexplained): Twins {
  const gone = new Set(vanished);
  const lost = tasks.flatMap((task): [string, Twin][] => {
    const other = originOf(task);
    const row = taskRow(ledger, task.name);
    if (other === undefined || (row !== undefined && row.tombstone === undefined)) return [];
    const known = gone.size > 0 || taskRow(ledger, other) !== undefined;
    return gone.has(other) || (isFree(row) && known) ? [[task.name, { other, why: "origin" }]] : [];
  });
  return [
    ...lost,
    ...lost
      .slice(0, 1)
      .flatMap(([other]) => vanished.map((name) => [name, { other, why: "origin" }] as const)),
  ];
}

/** New tasks that run what a vanished one ran, unless they say that nothing was renamed. */
function workTwins({ ledger, tasks, vanished }: Unexplained): Twins {
  if (vanished.length === 0) return [];
  const fresh = tasks.filter((task) => task.movedFrom !== "none" && isFree(taskRow(ledger, task.name)));
  const lost = byWork(
    vanished.map((name) => [name, worksOfRow(given(taskRow(ledger, name), "the ledger's row"))]),
  );
  const found = byWork(fresh.map((task) => [task.name, worksOfTask(task)]));
  return [...found].flatMap(([work, names]) => crossed(names, lost.get(work) ?? [], "work"));
}

/** Before variables and after them: a text that a variable took the place of is the same work. */
const worksOfTask = (task: Task): string[] =>
  [runInputs(task), ...(task.written === undefined ? [] : [renderedInputs(task)])].map(workDigest);

function worksOfRow(row: TaskRow): string[] {
  const remembered = rememberedInputs(row);
  const sent = latestRun(row)?.request;
  return [remembered, sent].flatMap((inputs) => (inputs === undefined ? [] : [workDigest(inputs)]));
}

/** Names by each of their works. */
function byWork(
  named: readonly (readonly [name: string, works: readonly string[]])[],
): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const [name, works] of named)
    for (const work of new Set(works)) names.set(work, [...(names.get(work) ?? []), name]);
  return names;
}

/** Rows that claim one task_id: cancelling one would cancel the other. */
export function claimTwins(ledger: Pick<Ledger, "tasks">): Twins {
  const claims = new Map<string, string>();
  const twins: Twins[] = [];
  for (const [name, row] of Object.entries(ledger.tasks)) {
    for (const id of row.runs.flatMap((run) => run.taskIds)) {
      const other = claims.get(id);
      if (other === undefined) claims.set(id, name);
      else if (other !== name) twins.push(crossed([name], [other], "task-id"));
    }
  }
  return twins.flat();
}

/** Every name of one side with the first of the other; nothing when a side is empty. */
function crossed(some: readonly string[], others: readonly string[], why: Twin["why"]): Twins {
  const facing = (names: readonly string[], [other]: readonly string[]): Twins =>
    other === undefined ? [] : names.map((name) => [name, { other, why }] as const);
  return [...facing(some, others), ...facing(others, some)];
}

/** What a row last ran, or was recorded as not wanted with. */
export function rememberedInputs(row: TaskRow): RunInputs | undefined {
  return latestRun(row)?.inputs ?? row.baseline?.inputs ?? row.unknown?.inputs;
}

/** The ledger's rows after the moves: the new name has the memory, the old one stays as a tombstone that says so. */
export function moveRows(ledger: Ledger, moves: readonly Move[], nowMs: number): Ledger {
  const tasks = { ...ledger.tasks };
  for (const { from, to } of moves) {
    const { tombstone: _buried, ...row } = given(tasks[from], "the row to move");
    const before = taskRow(ledger, to);
    const paused = row.paused ?? before?.paused;
    tasks[to] = {
      ...row,
      highest: Math.max(row.highest, before?.highest ?? 0),
      ...(paused === undefined ? {} : { paused }),
    };
    tasks[from] = {
      highest: row.highest,
      runs: [],
      onRemove: row.onRemove,
      tombstone: { atMs: nowMs, movedTo: to },
    };
  }
  return { ...ledger, tasks };
}

/** The name under which a task's memory stands now: the end of its moves. */
export function heirOf(ledger: Pick<Ledger, "tasks">, name: string): string {
  const seen = new Set([name]);
  for (let heir = name; ; seen.add(heir)) {
    const next = taskRow(ledger, heir)?.tombstone?.movedTo;
    if (next === undefined || seen.has(next)) return heir;
    heir = next;
  }
}

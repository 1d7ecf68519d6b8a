import { type Ledger, type Pause, remembersNothing, type TaskRow } from "../model/ledger.js";
import type { Json } from "../model/json.js";
import type { Observation } from "../model/observation.js";
import type { QueueEntry } from "../model/queue.js";
import type { Task } from "../model/task.js";
import { indexQueue, type KnownRuns, knownRuns, type QueueIndex } from "./queue-index.js";
import { claimTwins, compareNames, moveRows, type Names } from "./renames.js";
import type { Situation } from "./situation.js";
import { situationsOf } from "./situations.js";

/** What is compared in one organization. */
export interface ComparisonInput {
  readonly project: string;
  /** Alias of the organization. */
  readonly organization: string;
  /** Lower-case. */
  readonly oid: string;
  /** The tasks declared for this organization, by name. */
  readonly tasks: readonly Task[];
  readonly observation: Observation;
  /** Limits and policy in force: a run that goes on by itself does so under these. */
  readonly inForce: Json;
}

/** Files, ledger and queue side by side, before anything is decided. */
export interface Comparison {
  readonly names: Names;
  /** The ledger after the moves, without rows that remember nothing. */
  readonly ledger: Ledger;
  readonly queue: QueueIndex;
  readonly known: KnownRuns;
  readonly situations: readonly Situation[];
}

/** Compares the names first, then every declared and every remembered task. */
export function compare(input: ComparisonInput, ledger: Ledger, entries: readonly QueueEntry[]): Comparison {
  const { tasks, observation } = input;
  const { names, ledger: moved } = afterMoves(tasks, ledger, observation.nowMs);
  const queue = indexQueue(entries);
  const known = knownRuns(moved);
  const twins = new Map([...names.twins, ...claimTwins(moved)]);
  const pauses = pausesOf(ledger);
  const situations = situationsOf({ ...input, ledger: moved, pauses, twins, queue, known });
  return { names, ledger: moved, queue, known, situations };
}

/** The names, and the ledger after the moves, without rows that remember nothing. */
export function afterMoves(
  tasks: readonly Task[],
  ledger: Ledger,
  nowMs: number,
): Pick<Comparison, "names" | "ledger"> {
  const remembered = { ...ledger, tasks: rowsOf(ledger, (row) => !remembersNothing(row)) };
  const names = compareNames(tasks, remembered);
  return { names, ledger: moveRows(remembered, names.moves, nowMs) };
}

function rowsOf(ledger: Ledger, wanted: (row: TaskRow) => boolean): Ledger["tasks"] {
  return Object.fromEntries(Object.entries(ledger.tasks).filter(([, row]) => wanted(row)));
}

/** Who is paused by name, whether or not anything else is remembered of the name. */
export function pausesOf(ledger: Pick<Ledger, "tasks">): ReadonlyMap<string, Pause> {
  return new Map(
    Object.entries(ledger.tasks).flatMap(([name, { paused }]) =>
      paused === undefined ? [] : [[name, paused] as const],
    ),
  );
}

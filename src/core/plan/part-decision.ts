import type { NextStep } from "../model/change.js";
import type { TaskRow } from "../model/ledger.js";
import type { FailuresByToken } from "../model/run-failures.js";
import type { RunPart } from "../model/run-part.js";
import type { SensorRecord } from "../model/sensor.js";
import type { Task } from "../model/task.js";
import type { QueueIndex } from "./queue-index.js";

/** How many sensors a part would reach now; undefined when nobody knows. */
export type CountPart = (part: RunPart) => number | undefined;

/**
 * What a run still has to do beyond what was issued of it. `due`: this part can be issued now. `later`: when its time has come.
 * `halted`: nothing before a person has looked. `ended`: nothing, and why, where the file looks as if something would follow.
 */
export type NextPart =
  | {
      readonly state: "due";
      readonly part: RunPart;
      readonly reason: string;
      /** Ids of the only sensors that it is for, never none; absent: those that the part says. */
      readonly sids?: readonly string[];
    }
  | ({ readonly state: "later" } & NextStep)
  | { readonly state: "halted"; readonly reason: string; readonly decide: readonly string[] }
  | ({ readonly state: "ended" } & NextStep);

/** What the next part of a task's latest run depends on. */
export interface NextPartInput {
  readonly task: Task;
  readonly row: TaskRow;
  readonly queue: QueueIndex;
  /** Server time, epoch milliseconds. */
  readonly nowMs: number;
  readonly count: CountPart;
  /** Of the runs that somebody looked for; undefined where nobody did. */
  readonly failures: FailuresByToken | undefined;
  /** What people call a sensor. */
  readonly nameOf: (sid: string) => string;
  /** The sensors that match the task's target now, or why nobody can tell. */
  readonly matching: () => readonly SensorRecord[] | string;
}

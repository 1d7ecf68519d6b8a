import type { Reach } from "../model/change.js";
import type { TaskRow } from "../model/ledger.js";
import type { Task } from "../model/task.js";
import type { RunInputs } from "../model/token.js";
import type { QueueIndex } from "./queue-index.js";

/** One task as it stands in the files, the ledger and the queue. */
export interface Situation {
  readonly name: string;
  readonly task: Task | undefined;
  readonly inputs: RunInputs | undefined;
  /** The token that the declared run has, or would have. */
  readonly token: string | undefined;
  readonly row: TaskRow | undefined;
  /** The other half of a possible rename, or of a task_id that is claimed twice. */
  readonly twin: string | undefined;
  readonly queue: QueueIndex;
  readonly nowMs: number;
  /** How many sensors the declared task would reach; evaluated only when asked. */
  readonly reach: () => Reach;
}

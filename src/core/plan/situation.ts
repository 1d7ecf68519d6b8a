import type { EvidenceByToken } from "../model/evidence.js";
import type { Pause, RunRow, TaskRow } from "../model/ledger.js";
import type { Fleet } from "../model/observation.js";
import type { RunPart } from "../model/run-part.js";
import type { Target } from "../model/target.js";
import type { Task } from "../model/task.js";
import type { RunInputs } from "../model/token.js";
import type { NextPart } from "./part-decision.js";
import type { KnownRuns, QueueIndex } from "./queue-index.js";
import type { Twin } from "./renames.js";

/** What the files say about one task. */
export interface DeclaredRun {
  readonly task: Task;
  /** Before variables: what is compared and recorded. */
  readonly inputs: RunInputs;
  /** After variables: what is sent. */
  readonly rendered: RunInputs;
  /** The token that the run would get; undefined when its number was used before. */
  readonly token: string | undefined;
  /** The part that would be issued first, of a run that is issued in parts. */
  readonly part?: RunPart;
  /** Where its first request goes. */
  readonly target: Target;
  /** Set when its first part is for newcomers as well, and whom it serves cannot be remembered. */
  readonly unremembered?: string;
  /** Digest of the terms under which a run that is issued in parts goes on, as the file and the limits say now. */
  readonly terms?: string;
}

/** A further part of the latest run that can be issued now. */
export interface DuePart {
  readonly part: RunPart;
  readonly token: string;
  readonly target: Target;
  /** Why now, as one sentence. */
  readonly reason: string;
}

/** One task as it stands in the files, the ledger and the queue. */
export interface Situation {
  readonly name: string;
  /** Alias of the organization. */
  readonly organization: string;
  readonly declared: DeclaredRun | undefined;
  readonly row: TaskRow | undefined;
  /** The latest run of the row. */
  readonly latest: RunRow | undefined;
  /** What its name cannot be told from. */
  readonly twin: Twin | undefined;
  /** Set when a person paused the task or the whole organization in the ledger; the file's own word is `declared.task.paused`. */
  readonly pause: Pause | undefined;
  readonly queue: QueueIndex;
  /** The runs of all tasks: what an entry of the queue can be proven to be. */
  readonly known: KnownRuns;
  readonly nowMs: number;
  readonly fleet: Fleet;
  /** What the latest run still has to do beyond what was issued of it; undefined: nothing. */
  readonly next: NextPart | undefined;
  /** The further part that can be issued now. */
  readonly due: DuePart | undefined;
  /** Signs of unresolved runs, by token. */
  readonly evidence: EvidenceByToken;
}

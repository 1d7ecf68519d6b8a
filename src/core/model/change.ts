import type { Json } from "./json.js";
import type { IssueCounts, TaskRequest } from "./ledger.js";
import type { TaskId } from "./queue.js";
import type { DesiredRule } from "./rule.js";
import type { RunPart } from "./run-part.js";
import type { OnRemove } from "./task.js";
import type { RunInputs } from "./token.js";

/** One field that differs. A side is absent when the field does not exist there. */
export interface FieldDiff {
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** How many sensors a run would reach, or why that is not known. Unknown is never zero. */
export type Reach =
  | {
      readonly known: true;
      readonly total: number;
      readonly online: number;
      readonly offline: number;
      readonly notTaskable: number;
      /** Platform name to number of sensors. */
      readonly platforms: { readonly [name: string]: number };
      /** A few hostnames, in order. */
      readonly sample: readonly string[];
    }
  | { readonly known: false; readonly reason: string };

/** What every change says about itself. */
interface ChangeBase {
  /** Row of the decision table that asked for it. */
  readonly row: string;
  /** Why, as one sentence. */
  readonly reason: string;
  /** Hash of the change as reviewed. */
  readonly fingerprint: string;
}

export interface SubscribeChange extends ChangeBase {
  readonly verb: "subscribe";
  readonly extension: string;
}

export interface WriteRuleChange extends ChangeBase {
  readonly verb: "create-rule" | "update-rule";
  readonly task: string;
  readonly rule: DesiredRule;
  readonly hash: string;
  /** Etag of the record that is replaced; absent for a create. */
  readonly etag?: string;
  readonly diff: readonly FieldDiff[];
  /** Set when live moved without Git: what was changed there since our last apply; empty when the whole rule is gone. */
  readonly drift?: readonly FieldDiff[];
}

export interface DeleteRuleChange extends ChangeBase {
  readonly verb: "delete-rule";
  readonly task: string;
  readonly key: string;
  readonly etag: string;
}

/** Ledger only: a rule that already stands as we meant to write it. */
export interface AdoptRuleChange extends ChangeBase {
  readonly verb: "adopt-rule";
  readonly task: string;
  readonly key: string;
  /** Set when somebody else made it and the task's file names it. */
  readonly foreign?: "keep";
  readonly hash: string;
  readonly content: Json;
}

/** Ledger only: a rule that is not wanted any more and already gone. */
export interface ForgetRuleChange extends ChangeBase {
  readonly verb: "forget-rule";
  readonly task: string;
  readonly key: string;
}

export interface IssueChange extends ChangeBase {
  readonly verb: "issue";
  readonly task: string;
  readonly run: number;
  readonly inputs: RunInputs;
  readonly exactContext: boolean;
  readonly request: TaskRequest;
  readonly onRemove: OnRemove;
  readonly reach: Reach;
  /** What all that the run is for comes to, this part included; only of a part that is for some of it. */
  readonly runReach?: Reach;
  /** What changed against the run before; empty for the first. */
  readonly diff: readonly FieldDiff[];
  /** Which part of the run is sent; absent: all of it. */
  readonly part?: RunPart;
  /** Digest of the terms under which the run goes on; only with `part`. */
  readonly terms?: string;
  /** Set when it only goes on with a run that was agreed to, under the same terms: nobody has to review it again. */
  readonly continues?: true;
}

/** One pending run to cancel: by its recorded id, or by the id found with its token. */
export interface CancelChange extends ChangeBase {
  readonly verb: "cancel";
  readonly task: string;
  readonly run: number;
  readonly token: string;
  readonly taskId: TaskId;
  /** Sensors that still wait, as the queue shows it. */
  readonly pending: number;
  readonly because: "superseded" | "removed" | "late" | "repeated" | "person";
  /** Set when it makes room for the next part of a run that goes on under the terms that were agreed to. */
  readonly continues?: true;
}

export interface AdoptChange extends ChangeBase {
  readonly verb: "adopt";
  readonly task: string;
  readonly run: number;
  readonly token: string;
  /** Absent when only answers show that it was taken. */
  readonly taskId?: TaskId;
  readonly inputs: RunInputs;
  readonly request: TaskRequest;
  readonly onRemove: OnRemove;
  /** As an issue would have them. */
  readonly part?: RunPart;
  readonly terms?: string;
}

/** Ledger only: a run that is issued in parts goes on under other terms from now on. */
export interface RescheduleChange extends ChangeBase {
  readonly verb: "reschedule";
  readonly task: string;
  readonly run: number;
  readonly token: string;
  readonly terms: string;
}

/** Ledger only: those are counted who were there when a run for newcomers as well was issued; nothing further of it is due before. */
export interface CountServedChange extends ChangeBase {
  readonly verb: "count-served";
  readonly task: string;
  readonly run: number;
  readonly token: string;
}

export interface AcceptChange extends ChangeBase {
  readonly verb: "accept";
  readonly task: string;
  readonly run: number;
  readonly inputs: RunInputs;
  readonly diff: readonly FieldDiff[];
}

export interface MoveChange extends ChangeBase {
  readonly verb: "move";
  readonly task: string;
  readonly from: string;
}

/** Ledger only: the file is back, or says something else about its removal. */
export interface RememberChange extends ChangeBase {
  readonly verb: "remember";
  readonly task: string;
  readonly onRemove: OnRemove;
}

export interface TombstoneChange extends ChangeBase {
  readonly verb: "tombstone";
  readonly task: string;
}

/** One step to take, as plain data: printed, fingerprinted, stored, compared. */
export type Change =
  | SubscribeChange
  | WriteRuleChange
  | DeleteRuleChange
  | AdoptRuleChange
  | ForgetRuleChange
  | MoveChange
  | AdoptChange
  | AcceptChange
  | RescheduleChange
  | RememberChange
  | CancelChange
  | IssueChange
  | CountServedChange
  | TombstoneChange;

export type Verb = Change["verb"];

/** A change we refuse to guess about. */
export interface Held {
  readonly row: string;
  /** What it is about: a task, a rule key, a task id, or the organization. */
  readonly object: "organization" | "task" | "rule" | "entry";
  readonly name: string;
  readonly reason: string;
  /** What a person must decide, as steps to take. */
  readonly decide: readonly string[];
  readonly diff: readonly FieldDiff[];
}

/** Something looked at that stays as it is, and why. */
export interface Unchanged {
  readonly row: string;
  readonly object: "task" | "rule";
  readonly name: string;
  readonly reason: string;
  /** For a pending run: how far it is. */
  readonly progress?: RunProgress;
  /** What becomes of a run that is issued in parts, as one sentence. */
  readonly next?: NextStep;
}

/** What a later apply will do about a run, or why none will. */
export interface NextStep {
  readonly what: string;
  /** When it is due: server time, epoch milliseconds. */
  readonly atMs?: number;
}

/** How far a pending run is. */
export interface RunProgress {
  readonly run: number;
  /** Set when somebody else made it: how many sensors it was meant for is not known. */
  readonly coverage?: "unknown";
  readonly pending: number;
  readonly total?: number;
  readonly expiresAtMs: number;
}

/** A queued task or rule that the project does not own: shown, never touched. */
export interface Foreign {
  readonly object: "entry" | "rule";
  readonly name: string;
  readonly detail: string;
  readonly pending?: number;
}

/** What became of one change. `unresolved`: it was sent and its answer is not known. */
export interface Outcome {
  readonly change: Change;
  readonly result: "done" | "failed" | "skipped" | "unresolved";
  readonly message: string;
  readonly taskId?: string;
  readonly counts?: IssueCounts;
}

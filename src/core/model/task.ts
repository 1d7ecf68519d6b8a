import type { Position } from "./finding.js";
import type { DeclaredResponse } from "./rule.js";
import type { Target } from "./target.js";

/** What a task may be allowed to be; visible in the diff. */
export const acknowledgements = ["destructive", "self-killing", "fleet-wide", "data-leaves-host"] as const;
export type Acknowledgement = (typeof acknowledgements)[number];

/** What becomes of a pending run when its task's file goes. */
export type OnRemove = "cancel" | "keep";

/** The default TTL of the service, one week in seconds (reference: API, 4.1). */
export const defaultTtlSeconds = 604_800;

/** A task as its file declares it, for every organization that it is meant for: what an organization may say is open still. */
export interface DeclaredTask {
  readonly name: string;
  readonly description?: string;
  /** The command line as in the console. */
  readonly command: string;
  readonly target: Target;
  /** In force: as written, or `<project>-<name>`. */
  readonly context: string;
  /** True when the file writes the context, false when it is the default. */
  readonly contextWritten: boolean;
  readonly exactContext: boolean;
  /** Undefined: an organization's default holds. */
  readonly ttlSeconds?: number;
  readonly run: number;
  /** The old name after a rename, `none` to say that nothing was renamed. */
  readonly movedFrom?: string;
  /** Beginnings of edit digests that need no new run. */
  readonly accept: readonly string[];
  /** Undefined: an organization's default holds. */
  readonly paused?: boolean;
  readonly onRemove: OnRemove;
  readonly acknowledge: readonly Acknowledgement[];
  readonly response: readonly DeclaredResponse[];
  /** Aliases, globs and `label:` terms; undefined means every organization. */
  readonly organizations?: readonly string[];
  readonly at: Position;
}

/** A declared task, for one organization: everything decided from files alone. */
export interface Task extends DeclaredTask {
  readonly ttlSeconds: number;
  readonly paused: boolean;
}

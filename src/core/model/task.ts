import type { Position } from "./finding.js";
import type { DeclaredResponse } from "./rule.js";
import type { Target } from "./target.js";
import type { RunInputs } from "./token.js";

/** What a task may be allowed to be; visible in the diff. */
export const acknowledgements = ["destructive", "self-killing", "fleet-wide", "data-leaves-host"] as const;
export type Acknowledgement = (typeof acknowledgements)[number];

/** What becomes of a pending run when its task's file goes. */
export type OnRemove = "cancel" | "keep";

/** The default TTL of the service, one week in seconds (reference: API, 4.1). */
export const defaultTtlSeconds = 604_800;

/** A run that is issued anew in each period. */
export interface Recurrence {
  readonly seconds: number;
  /** Whether a period that nobody could issue in time is made up: one at most. */
  readonly catchUp: boolean;
}

/** A step of a run that does not reach everybody at once. */
export interface Wave {
  /** The buckets that are asked when it is done: all from the first on. */
  readonly buckets: number;
  /** How long nothing follows it. */
  readonly soakSeconds: number;
}

/** After how many failures no wave follows: as many, or as many percent of the sensors that were asked. */
export interface HaltOn {
  readonly failures?: number;
  readonly percent?: number;
  /** A person's word that the waves of a run were looked at, up to so many buckets, and that the next may follow. */
  readonly confirmed?: { readonly run: number; readonly buckets: number };
}

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
  readonly every?: Recurrence;
  /** Rising; the last is for all buckets. */
  readonly waves?: readonly Wave[];
  readonly haltOn?: HaltOn;
  /** `newcomers`: sensors that match later get the run as well, once each. */
  readonly coverage?: "newcomers";
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
  /** Set when variables stand in it: then the texts above have them still, as the file writes them. */
  readonly template?: TaskTemplate;
  readonly at: Position;
}

/** What variables are put into. */
export interface TaskTemplate {
  /** The variables that stand in it, each once, in order of their names. */
  readonly names: readonly string[];
  readonly members: TaskTexts;
}

/** The members of a task file that say what is sent, where, and what happens with the answers. */
export interface TaskTexts {
  readonly task: string;
  readonly selector?: string;
  readonly sid?: string | readonly string[];
  readonly tag?: string | readonly string[];
  readonly plat?: string | readonly string[];
  readonly all?: true;
  readonly context?: string;
  readonly response?: readonly DeclaredResponse[];
}

/** A variable that was put in. */
export interface UsedVariable {
  readonly name: string;
  readonly value: string;
}

/** A declared task, for one organization: everything decided from files alone. */
export interface Task extends DeclaredTask {
  /** In force: never longer than the period of a recurring run. */
  readonly ttlSeconds: number;
  readonly paused: boolean;
  /** What its file says before variables, where some were put in. Left out: what stands above. */
  readonly written?: RunInputs;
  /** The variables that were put in. */
  readonly variables?: readonly UsedVariable[];
}

/** A task as some organizations get it: all those for which the same text comes out. */
export interface TaskInSome {
  readonly task: Task;
  /** Never empty. */
  readonly aliases: readonly string[];
}

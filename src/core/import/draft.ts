import type { DeclaredTarget } from "../model/target.js";
import type { HiveRecord } from "../model/rule.js";

/** A task file to be: what the queue shows of requests that somebody else made, before it is known whether all of it is a valid task. */
export interface Draft {
  /** Free in the files and in the ledger, or the name under which the ledger has it already. */
  readonly name: string;
  readonly command: string;
  /** Task ids of the requests, in order: several when one command was sent several times under one context. */
  readonly taskIds: readonly string[];
  /** What went on the wire; empty when it had none. */
  readonly wireContext: string;
  /** The wire's context as the file writes it; undefined where a file cannot have it. */
  readonly context?: string;
  readonly target: DeclaredTarget;
  /** The sensors that wait now, where `target` is a selector that may be refused: the other way to say it. */
  readonly waiting?: readonly string[];
  /** Epoch milliseconds; undefined when the queue does not tell. */
  readonly expiresAtMs?: number;
  readonly run: number;
  /** Existing rules that hear its answers and no other task's. */
  readonly rules: readonly HiveRecord[];
  /** True when the ledger has it and only its file is missing. */
  readonly recorded: boolean;
}

/** Something that stays somebody else's, and why. */
export interface LeftForeign {
  readonly object: "entry" | "rule";
  /** A task_id, or a rule's key. */
  readonly name: string;
  readonly why: string;
}

export const leftEntry = (name: string, why: string): LeftForeign => ({ object: "entry", name, why });
export const leftRule = (name: string, why: string): LeftForeign => ({ object: "rule", name, why });

import type { Finding } from "./finding.js";
import type { DesiredRule } from "./rule.js";
import type { Task, TaskInSome } from "./task.js";

/** A word of a command line and what it means. */
export interface ExplainedWord {
  readonly written: string;
  readonly meaning: string;
}

/** All that a task's file means, for a person. */
export interface TaskExplanation {
  readonly task: Task;
  /** Aliases of the organizations it is meant for. */
  readonly organizations: readonly string[];
  readonly words: readonly ExplainedWord[];
  /** What the command does to a host, in a few words each. */
  readonly effects: readonly string[];
  /** The target as a sentence's end: "sensors " and this. */
  readonly target: string;
  /** The token with a stand-in for its digest, which depends on the organization's ledger. */
  readonly token: string;
  /** Event types that can carry the answer. */
  readonly answers: readonly string[];
  /** What organizations get, where it is not one text for all or variables are put in: the first of them is `task`. */
  readonly renderings?: readonly TaskInSome[];
  readonly rules: readonly DesiredRule[];
  readonly findings: readonly Finding[];
}

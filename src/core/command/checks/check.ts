import type { Severity } from "../../model/finding.js";
import { defaultTtlSeconds } from "../../model/task.js";
import type { ParsedCommand } from "../parse.js";
import type { CommandProblem } from "../problem.js";

/** What is known of where a command goes; absent means unknown. */
export interface CommandTargets {
  /** Names of the platforms that the target can match. */
  readonly platforms?: readonly string[];
  /** True when the target says nothing of platforms: whether it has them all, nobody knows. */
  readonly anyPlatform?: boolean;
  /** Seconds during which delivery is tried; the service's default when absent. */
  readonly ttlSeconds?: number;
  /** Event types that the response rule listens to. */
  readonly respondsTo?: readonly string[];
}

/** What a check reports; its id is added by `lintCommand`. */
export type CommandRemark = Omit<CommandProblem, "check">;

/** One thing the linter looks for. `about` says why it matters; the pages of docs/checks.md are made of it. */
export interface CommandCheck {
  readonly check: string;
  /** The severities it can have. */
  readonly severities: readonly Severity[];
  readonly about: string;
  readonly run: (command: ParsedCommand, targets: CommandTargets) => readonly CommandRemark[];
}

/** A task that waits no longer than this, in seconds, meets the host in the state its author knew. */
const shortTtlSeconds = 3600;

/** Seconds during which a command can be delivered. */
export function ttlOf(targets: CommandTargets): number {
  return targets.ttlSeconds ?? defaultTtlSeconds;
}

/** True when a command can be delivered long after it was written. */
export function isLongLived(targets: CommandTargets): boolean {
  return ttlOf(targets) > shortTtlSeconds;
}

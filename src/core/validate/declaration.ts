import type { Position } from "../model/finding.js";
import type { DeclaredTask } from "../model/task.js";
import type { Source } from "./source.js";

/** A valid task with its place, for the checks that compare tasks. */
export interface Declaration {
  readonly task: DeclaredTask;
  readonly source: Source;
  /** Aliases of the organizations it goes to. Tasks meet only where they share one. */
  readonly aliases: ReadonlySet<string>;
}

/** True when two tasks go to one organization. */
export function meet(a: Declaration, b: Declaration): boolean {
  return a.aliases === b.aliases || [...a.aliases].some((alias) => b.aliases.has(alias));
}

/** Where a task's context stands; a default context comes from the name. */
export function contextPlace({ task, source }: Declaration): Position {
  return source.value([task.contextWritten ? "context" : "name"]);
}

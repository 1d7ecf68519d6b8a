import type { Finding, Position } from "../model/finding.js";
import type { DeclaredTask } from "../model/task.js";
import type { Source } from "./source.js";

/** A valid task with its place, for the checks that compare tasks. */
export interface Declaration {
  readonly task: DeclaredTask;
  readonly source: Source;
  /** Aliases of the organizations it goes to. Tasks meet only where they share one. */
  readonly aliases: ReadonlySet<string>;
  /** Set for the text that some organizations get: their label. */
  readonly group?: string;
}

/** Whose finding it is. */
export function ownedBy({ task, group }: Declaration): Pick<Finding, "task" | "organization"> {
  return { task: task.name, ...(group === undefined ? {} : { organization: group }) };
}

/** True when two tasks go to one organization. */
export function meet(a: Declaration, b: Declaration): boolean {
  return a.aliases === b.aliases || [...a.aliases].some((alias) => b.aliases.has(alias));
}

/** Where a task's context stands; a default context comes from the name. */
export function contextPlace({ task, source }: Declaration): Position {
  return source.value([task.contextWritten ? "context" : "name"]);
}

import { exitCode } from "../core/model/exit-code.js";
import type { CommandContext } from "./context.js";

export interface TasksOrAll {
  /** Undefined: all. */
  readonly names?: readonly string[];
}

/** Tasks by name, or all by `--all`: one of the two has to be said, and only one. Undefined, with what is wrong said, otherwise. */
export function tasksOrAll(
  tasks: readonly string[],
  { all }: { readonly all: boolean },
  { world, finish }: CommandContext,
): TasksOrAll | undefined {
  if (all && tasks.length === 0) return {};
  if (!all && tasks.length > 0) return { names: [...new Set(tasks)] };
  world.console.note("Name tasks, or write --all for everything: one of the two.\n");
  finish(exitCode.refused);
  return undefined;
}

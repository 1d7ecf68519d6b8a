import type { Held } from "../model/change.js";
import type { Decided } from "./decided.js";

/**
 * Holds the issue of a task that has a held rule: nothing runs without somebody to hear its answers. `unheard` has the rule's key
 * by task name. What the new run supersedes is cancelled all the same: it is not wanted either way.
 */
export function listenerFirst(decided: Decided, unheard: ReadonlyMap<string, string>): Decided {
  const { changes = [] } = decided;
  const issue = changes.find((change) => change.verb === "issue");
  const key = issue && unheard.get(issue.task);
  if (issue === undefined || key === undefined) return decided;
  return {
    ...decided,
    changes: changes.filter((change) => change !== issue),
    held: [heldIssue(issue.task, key)],
  };
}

function heldIssue(name: string, key: string): Held {
  return {
    row: "rule",
    object: "task",
    name,
    reason: `its response rule ${key} is held, and nothing is issued without its listener`,
    decide: [`settle what holds ${key} first, or take the response out of the task`],
    diff: [],
  };
}

import type { Change, Verb } from "../model/change.js";
import { compareText } from "../model/finding.js";

/**
 * The order in which changes are applied: what only the ledger learns, listeners, cancels, issues, then what may go.
 * Listener first: a task is issued when its rule stands.
 */
const phases: readonly (readonly Verb[])[] = [
  ["subscribe"],
  ["move", "remember", "adopt", "accept", "adopt-rule"],
  ["create-rule", "update-rule"],
  ["cancel"],
  ["issue"],
  ["delete-rule", "forget-rule"],
  ["tombstone"],
];

/** Position of a verb in the order. */
export const phaseOf = (verb: Verb): number => phases.findIndex((verbs) => verbs.includes(verb));

/** Changes in the order in which they are applied; inside a phase by name, so that equal plans look equal. */
export function inOrder(changes: readonly Change[]): Change[] {
  return changes.toSorted((a, b) => phaseOf(a.verb) - phaseOf(b.verb) || compareText(nameOf(a), nameOf(b)));
}

function nameOf(change: Change): string {
  if (change.verb === "subscribe") return change.extension;
  return change.verb === "create-rule" || change.verb === "update-rule" ? change.rule.key : change.task;
}

import type { Change, Verb } from "../model/change.js";
import { compareText } from "../model/finding.js";

/**
 * The order in which changes are applied: what only the ledger learns, listeners, cancels, issues, then what may go.
 * Listener first: a task is issued when its rule stands.
 */
const phases: readonly (readonly Verb[])[] = [
  ["subscribe"],
  ["move", "remember", "adopt", "accept", "reschedule", "adopt-rule"],
  ["create-rule", "update-rule"],
  ["cancel"],
  ["issue"],
  ["count-served"],
  ["delete-rule", "forget-rule"],
  ["tombstone"],
];

/** Position of a verb in the order. */
export const phaseOf = (verb: Verb): number => phases.findIndex((verbs) => verbs.includes(verb));

/** Changes in the order in which they are applied; inside a phase by name, so that equal plans look equal. */
export function inOrder(changes: readonly Change[]): Change[] {
  return changes
    .map((change) => ({ change, phase: phaseOf(change.verb), name: nameOf(change) }))
    .toSorted((a, b) => a.phase - b.phase || compareText(a.name, b.name))
    .map(({ change }) => change);
}

function nameOf(change: Change): string {
  if ("rule" in change) return change.rule.key;
  return "task" in change ? change.task : change.extension;
}

import type { Change, Held } from "../model/change.js";
import type { Plan } from "../model/plan.js";

/** Steps that only record what already is, or that time asks for: nobody has to review them. */
const needsNoReview: ReadonlySet<Change["verb"]> = new Set([
  "adopt",
  "adopt-rule",
  "forget-rule",
  "remember",
  "tombstone",
  "delete-rule",
]);

/**
 * What is present now and was agreed to: present ∩ reviewed. What was done meanwhile has dropped out by itself,
 * what nobody reviewed is held.
 */
export function agreed(present: Plan, reviewed: ReadonlySet<string>): Plan {
  const unseen = present.changes.filter(
    (change) => !needsNoReview.has(change.verb) && !reviewed.has(change.fingerprint),
  );
  if (unseen.length === 0) return present;
  return {
    ...present,
    changes: present.changes.filter((change) => !unseen.includes(change)),
    held: [...present.held, ...unseen.map(unreviewed)],
  };
}

function unreviewed(change: Change): Held {
  return {
    row: "review",
    object: change.verb.endsWith("-rule") ? "rule" : "task",
    name: "rule" in change ? change.rule.key : "task" in change ? change.task : change.extension,
    reason: `to ${change.verb.replace("-", " ")} it became necessary after the plan was agreed to`,
    decide: ["look at the new plan and apply again"],
    diff: [],
  };
}

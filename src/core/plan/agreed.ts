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

/** Steps that rely on what is planned for the same task: its listeners and its cancels. */
const waitsForOthers: ReadonlySet<Change["verb"]> = new Set(["issue", "delete-rule", "tombstone"]);

/**
 * What is present now and was agreed to: present ∩ reviewed. What was done meanwhile has dropped out by itself, what nobody
 * reviewed is held, and so is what relies on it: a run without its listener, everything without the subscription.
 */
export function agreed(present: Plan, reviewed: ReadonlySet<string>): Plan {
  const unseen = present.changes.filter(
    (change) => !needsNoReview.has(change.verb) && !reviewed.has(change.fingerprint),
  );
  if (unseen.some((change) => change.verb === "subscribe")) {
    return { ...present, state: "held", held: [...present.held, ...unseen.map(unreviewed)] };
  }
  const held = new Set(unseen);
  const tasks = new Set(unseen.map(nameOf));
  const waiting = present.changes.filter(
    (change) => waitsForOthers.has(change.verb) && !held.has(change) && tasks.has(nameOf(change)),
  );
  const left = new Set([...unseen, ...waiting]);
  return {
    ...present,
    changes: present.changes.filter((change) => !left.has(change)),
    held: [...present.held, ...unseen.map(unreviewed), ...waiting.map(waits)],
  };
}

const nameOf = (change: Change): string => (change.verb === "subscribe" ? change.extension : change.task);

function unreviewed(change: Change): Held {
  return heldChange(
    change,
    `to ${change.verb.replace("-", " ")} it became necessary after the plan was agreed to`,
  );
}

function waits(change: Change): Held {
  return heldChange(change, `to ${change.verb} it has to wait for what was not agreed to`);
}

function heldChange(change: Change, reason: string): Held {
  return {
    row: "review",
    object: change.verb.endsWith("-rule") ? "rule" : "task",
    name: "rule" in change ? change.rule.key : "key" in change ? change.key : nameOf(change),
    reason,
    decide: ["look at the new plan and apply again"],
    diff: [],
  };
}

import type { Change, Held } from "../model/change.js";
import type { Share } from "../model/configuration.js";
import type { Fleet } from "../model/observation.js";
import type { Plan } from "../model/plan.js";
import type { Review } from "../model/review.js";
import { driftedTooFar } from "../model/sensor-drift.js";
import { diffJson } from "./diff.js";
import { reachedBy } from "./reach.js";
import { plain } from "./review.js";
import { reviewedChange } from "./reviewed-change.js";

/** Steps that only record what already is, or that time asks for: nobody has to review them. */
const needsNoReview: ReadonlySet<Change["verb"]> = new Set([
  "adopt",
  "adopt-rule",
  "forget-rule",
  "remember",
  "count-served",
  "tombstone",
  "delete-rule",
]);

/** A further part of a run that was agreed to, under the terms that were agreed to, and what makes room for it. */
const isContinued = (change: Change): boolean =>
  (change.verb === "issue" || change.verb === "cancel") && change.continues === true;

/** Steps that rely on what is planned for the same task: its listeners and its cancels. */
const waitsForOthers: ReadonlySet<Change["verb"]> = new Set(["issue", "delete-rule", "tombstone"]);

/** What a review is compared with. */
export interface Present {
  readonly plan: Plan;
  readonly fleet: Fleet;
  /** How far the sensors of a run may have moved since the review: `limits.sensorDrift`. */
  readonly mayMove: Share;
}

/**
 * What is present now and was agreed to: present ∩ reviewed. What was done meanwhile has dropped out by itself. What nobody
 * reviewed is held, and so is a run whose sensors moved too far since, and what relies on either: a run without its listener,
 * everything of a task whose memory would have to move first, everything without the subscription.
 */
export function agreed(present: Present, review: Review): Plan {
  const { plan } = present;
  const reasons = new Map<Change, Held>();
  for (const change of plan.changes) {
    const held = unreviewed(change, review) ?? moved(change, review, present);
    if (held !== undefined) reasons.set(change, held);
  }
  if ([...reasons.keys()].some((change) => change.verb === "subscribe")) {
    return { ...plan, state: "held", held: [...plan.held, ...reasons.values()] };
  }
  const tasks = new Set([...reasons.keys()].map(nameOf));
  const unmoved = new Set([...reasons.keys()].filter(({ verb }) => verb === "move").map(nameOf));
  for (const change of plan.changes) {
    const waits =
      unmoved.has(nameOf(change)) || (waitsForOthers.has(change.verb) && tasks.has(nameOf(change)));
    if (waits && !reasons.has(change)) reasons.set(change, waiting(change));
  }
  return {
    ...plan,
    changes: plan.changes.filter((change) => !reasons.has(change)),
    held: [...plan.held, ...reasons.values()],
  };
}

const nameOf = (change: Change): string => (change.verb === "subscribe" ? change.extension : change.task);

/** A change that the review does not have; beside what it has instead, where it says so. */
function unreviewed(change: Change, review: Review): Held | undefined {
  if (needsNoReview.has(change.verb) || isContinued(change) || review.fingerprints.has(change.fingerprint))
    return undefined;
  const verb = change.verb.replace("-", " ");
  const now = reviewedChange(plain(change));
  const before = review.changes.find(
    (reviewed) => reviewed.verb === now?.verb && reviewed.object === now.object,
  );
  if (before === undefined)
    return heldChange(change, `to ${verb} it became necessary after the plan was agreed to`);
  const diff = diffJson(before.content, now?.content);
  const other = diff.length === 0 ? "under other limits or policies" : "and it would do something else now";
  return { ...heldChange(change, `to ${verb} it was reviewed ${other}`), diff };
}

function moved(change: Change, review: Review, { fleet, mayMove }: Present): Held | undefined {
  const reviewed = change.verb === "issue" ? review.reached.get(change.fingerprint) : undefined;
  const now = change.verb === "issue" ? reachedBy(change.request.target, fleet) : undefined;
  if (reviewed === undefined || now === undefined) return undefined;
  const reason = driftedTooFar(reviewed, now, mayMove);
  return reason === undefined ? undefined : heldChange(change, reason);
}

function waiting(change: Change): Held {
  return heldChange(change, `to ${change.verb} it has to wait for what was not agreed to`);
}

function heldChange(change: Change, reason: string): Held {
  return {
    row: "review",
    object: change.verb.endsWith("-rule") ? "rule" : "task",
    name: objectOf(change),
    reason,
    decide: ["look at the new plan and apply again"],
    diff: [],
  };
}

function objectOf(change: Change): string {
  if ("rule" in change) return change.rule.key;
  return "key" in change ? change.key : nameOf(change);
}

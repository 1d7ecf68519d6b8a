import type { Held } from "../core/model/change.js";
import type { Limits } from "../core/model/configuration.js";
import { formatDuration } from "../core/model/duration.js";
import type { Observation } from "../core/model/observation.js";
import type { Plan } from "../core/model/plan.js";
import type { History, Revision } from "../ports/history.js";
import { commitOrder } from "./commit-order.js";
import type { ReviewedPlan } from "./read-review.js";

/** A plan file grows old: what was looked at then is not what a person would see now. Fingerprints alone do not, all is decided again. */
export function tooOld(
  { plannedAtMs }: ReviewedPlan,
  plan: Plan,
  { planAgeSeconds }: Limits,
): Held | undefined {
  if (plannedAtMs === undefined || plan.plannedAtMs - plannedAtMs <= planAgeSeconds * 1000) return undefined;
  const age = formatDuration(Math.floor((plan.plannedAtMs - plannedAtMs) / 1000));
  return {
    row: "plan-age",
    object: "organization",
    name: "plan",
    reason: `the plan file was made ${age} ago; limits.planAge is ${formatDuration(planAgeSeconds)}`,
    decide: ["plan again, look at it, and apply that"],
    diff: [],
  };
}

/** Why this commit should not be applied over the last one, whoever asks; undefined when it contains that one. */
export async function olderCommit(
  { ledger }: Observation,
  revision: Revision | undefined,
  history: History,
): Promise<Held | undefined> {
  const applied = ledger.state === "present" && ledger.ledger.commit;
  return applied ? commitOrder(applied, revision, history) : undefined;
}

/** Nothing is sent that nobody agreed to. */
export async function consent(
  plan: Plan,
  agree: (plan: Plan) => Promise<boolean | undefined>,
): Promise<Held | undefined> {
  const answer = await agree(plan);
  if (answer === true) return undefined;
  const nobody = {
    reason: "there is no terminal to ask on, and nobody agreed beforehand",
    decide: ["use `--yes` when the plan was reviewed"],
  };
  const declined = { reason: "the plan was not agreed to", decide: ["apply again when it is"] };
  const held = answer === undefined ? nobody : declined;
  return { row: "consent", object: "organization", name: "consent", diff: [], ...held };
}

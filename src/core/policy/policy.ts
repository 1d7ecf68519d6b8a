import type { Held } from "../model/change.js";
import type { Plan } from "../model/plan.js";
import type { PolicyCheck, PolicyInput, Refusal } from "./check.js";
import { acknowledgement } from "./checks/acknowledgement.js";
import { deletions } from "./checks/deletions.js";
import { deniedCommands } from "./checks/denied-commands.js";
import { emptyInput } from "./checks/empty-input.js";
import { sensorsPerApply } from "./checks/sensors-per-apply.js";
import { sensorsPerTask } from "./checks/sensors-per-task.js";

/** Every limit and policy. To add one: a file in `checks/`, a line here, a test. */
export const policyChecks: readonly PolicyCheck[] = [
  emptyInput,
  deletions,
  deniedCommands,
  acknowledgement,
  sensorsPerTask,
  sensorsPerApply,
];

/**
 * The plan as limits and policy leave it: refused changes become held. A refusal of everything holds the organization.
 * A run that is refused keeps the cancel of the runs before it: what was superseded is not wanted either way.
 */
export function underPolicy(input: PolicyInput): Plan {
  const refusals = policyChecks.flatMap((check) =>
    check.run(input).map((refusal) => ({ id: check.id, refusal })),
  );
  const total = refusals.find(({ refusal }) => refusal.refuses === "all");
  if (total !== undefined) {
    return {
      ...input.plan,
      state: "held",
      held: [...input.plan.held, organizationHeld(total.id, total.refusal)],
    };
  }
  const refused = new Set(
    refusals.flatMap(({ refusal }) => (refusal.refuses === "all" ? [] : refusal.refuses)),
  );
  return {
    ...input.plan,
    changes: input.plan.changes.filter((change) => !refused.has(change)),
    held: [...input.plan.held, ...refusals.flatMap(({ id, refusal }) => changesHeld(id, refusal))],
  };
}

function organizationHeld(id: string, refusal: Refusal): Held {
  return {
    row: id,
    object: "organization",
    name: id,
    reason: refusal.reason,
    decide: refusal.allow,
    diff: [],
  };
}

function changesHeld(id: string, refusal: Refusal): Held[] {
  if (refusal.refuses === "all") return [];
  return refusal.refuses.map((change) => ({
    row: id,
    object: "task",
    name: "task" in change ? change.task : change.extension,
    reason: refusal.reason,
    decide: refusal.allow,
    diff: [],
  }));
}

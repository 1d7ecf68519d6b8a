import type { Change, Held } from "../model/change.js";
import type { Plan } from "../model/plan.js";
import type { PolicyCheck, PolicyInput, Refusal } from "./check.js";
import { acknowledgement } from "./checks/acknowledgement.js";
import { deletions } from "./checks/deletions.js";
import { deniedCommands } from "./checks/denied-commands.js";
import { emptyInput } from "./checks/empty-input.js";
import { sensorsPerApply } from "./checks/sensors-per-apply.js";
import { sensorsPerTask } from "./checks/sensors-per-task.js";
import { longestTtl } from "./checks/ttl.js";
import { unknownOutput } from "./checks/unknown-output.js";
import { unknownReach } from "./checks/unknown-reach.js";

/** Every limit and policy. To add one: a file in `checks/`, a line here, a test. */
export const policyChecks: readonly PolicyCheck[] = [
  emptyInput,
  deletions,
  deniedCommands,
  acknowledgement,
  longestTtl,
  unknownOutput,
  unknownReach,
  sensorsPerTask,
  sensorsPerApply,
];

/**
 * The plan as limits and policy leave it: refused runs become held, a refusal of everything holds the organization. Each check
 * sees what the ones before it left, so that a run that is refused anyway does not count against the others.
 * A refused run keeps the cancel of the runs before it: what was superseded is not wanted either way.
 */
export function underPolicy(input: PolicyInput): Plan {
  return policyChecks.reduce((plan, check) => underCheck(check, { ...input, plan }), input.plan);
}

function underCheck({ id, run }: PolicyCheck, input: PolicyInput): Plan {
  const { plan } = input;
  const refusals = plan.state === "ready" ? run(input) : [];
  const refused = new Set<Change>(refusals.flatMap(({ refuses }) => (refuses === "all" ? [] : [...refuses])));
  return {
    ...plan,
    state: refusals.some(({ refuses }) => refuses === "all") ? "held" : plan.state,
    changes: plan.changes.filter((change) => !refused.has(change)),
    held: [...plan.held, ...refusals.flatMap((refusal) => heldBy(id, refusal))],
  };
}

function heldBy(id: string, { refuses, reason, allow }: Refusal): Held[] {
  const why = { row: id, reason, decide: allow, diff: [] };
  if (refuses === "all") return [{ ...why, object: "organization", name: id }];
  return refuses.map((change) => ({ ...why, object: "task", name: change.task }));
}

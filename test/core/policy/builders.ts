import { type Configuration, defaultLimits, type Limits } from "../../../src/core/model/configuration.js";
import type { Plan } from "../../../src/core/model/plan.js";
import type { Task } from "../../../src/core/model/task.js";
import type { PolicyCheck, PolicyInput, Refusal } from "../../../src/core/policy/check.js";
import { ledgerOf, planOf, project, type World } from "../plan/builders.js";

/** What is in force, and what was said on the command line; the rest is as by default. */
export interface InForce {
  readonly limits?: Partial<Limits>;
  readonly deny?: readonly string[];
  readonly allowEmpty?: boolean;
}

/** A plan of a world, as checks look at it. */
export function inputOf(
  world: World,
  { limits = {}, deny = [], allowEmpty = false }: InForce = {},
): PolicyInput {
  const configuration: Configuration = {
    project,
    tasks: ["tasks/**/*.yaml"],
    organizationFiles: [],
    organizations: [],
    ledger: "hive",
    witness: "none",
    subscribe: false,
    limits: { ...defaultLimits, ...limits },
    policy: { deny },
    at: { file: "lctasks.yaml", line: 1, column: 1 },
  };
  const tasks: ReadonlyMap<string, Task> = new Map((world.tasks ?? []).map((task) => [task.name, task]));
  return { plan: planOf(world), configuration, tasks, ledger: ledgerOf(world.rows ?? {}), allowEmpty };
}

/** What a check refuses: the names of tasks, or `all`. */
export function refusedBy(check: PolicyCheck, input: PolicyInput): (string | readonly string[])[] {
  return check.run(input).map(({ refuses }) => (refuses === "all" ? "all" : refuses.map(({ task }) => task)));
}

/** What a check says about its only refusal. */
export function onlyRefusal(check: PolicyCheck, input: PolicyInput): Refusal {
  const [refusal, ...others] = check.run(input);
  if (refusal === undefined || others.length > 0)
    throw new Error(`${others.length + 1} refusals instead of one`);
  return refusal;
}

/** The verbs of a plan's changes and the ids of what holds. */
export const inShort = (plan: Plan): string[] => [
  ...plan.changes.map((change) => `${change.verb} ${"task" in change ? change.task : change.extension}`),
  ...plan.held.map((held) => `held ${held.object} ${held.name} (${held.row})`),
];

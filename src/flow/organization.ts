import type { Held } from "../core/model/change.js";
import type { Configuration } from "../core/model/configuration.js";
import type { Json } from "../core/model/json.js";
import type { AppliedCommit } from "../core/model/ledger.js";
import type { Fleet, Observation } from "../core/model/observation.js";
import type { Plan } from "../core/model/plan.js";
import type { OrganizationReport } from "../core/model/report.js";
import type { Review } from "../core/model/review.js";
import type { Task } from "../core/model/task.js";
import { makePlan } from "../core/plan/plan.js";
import { reachedBy } from "../core/plan/reach.js";
import { underPolicy } from "../core/policy/policy.js";
import type { History, Revision } from "../ports/history.js";
import type { ReadableOrganization, WritableOrganization } from "../ports/organization.js";
import { apply } from "./apply.js";
import { commitOrder } from "./commit-order.js";
import { observe } from "./observe.js";

/** What the files want in one organization, and what was said about it on the command line. */
export interface Desired {
  readonly configuration: Configuration;
  readonly tasks: readonly Task[];
  readonly revision?: Revision;
  readonly allowEmpty: boolean;
}

/** Everything an apply needs beyond what the files want. */
export interface ApplyOptions {
  readonly history: History;
  readonly allowOlder: boolean;
  /** Shows the plan and asks whether it shall be applied; undefined when nobody can answer. */
  readonly agree: (plan: Plan) => Promise<boolean | undefined>;
  readonly stopping: () => boolean;
  readonly progress: (text: string) => void;
}

/** observe → plan: what would be done in one organization. */
export async function planOrganization(organization: ReadableOrganization, desired: Desired): Promise<Plan> {
  return decide(organization, desired, await observe(organization));
}

/** observe → plan → apply: what was done in one organization. Returns the plan alone when nobody agreed to it. */
export async function applyOrganization(
  organization: WritableOrganization,
  desired: Desired,
  options: ApplyOptions,
): Promise<OrganizationReport> {
  const observation = await observe(organization);
  const plan = decide(organization, desired, observation);
  if (plan.state !== "ready" || plan.changes.length === 0) return { plan, outcomes: [] };
  const refusal = (await olderCommit(observation, desired, options)) ?? (await consent(plan, options));
  if (refusal !== undefined) {
    return { plan: { ...plan, state: "held", held: [...plan.held, refusal] }, outcomes: [] };
  }
  const { revision } = desired;
  const input = {
    organization,
    review: reviewOf(plan, observation.fleet),
    limits: desired.configuration.limits,
    decide: (fresh: Observation) => decide(organization, desired, fresh),
    ...(revision === undefined ? {} : { commit: revision }),
    stopping: options.stopping,
    progress: options.progress,
  };
  return apply(input, plan);
}

/** Agreeing to a plan that is shown is a review of all of it, and of the sensors that it would reach. */
function reviewOf({ changes }: Plan, fleet: Fleet): Review {
  const reached = changes.flatMap((change) => {
    const sids = change.verb === "issue" ? reachedBy(change.request.target, fleet) : undefined;
    return sids === undefined ? [] : [[change.fingerprint, sids] as const];
  });
  return {
    fingerprints: new Set(changes.map((change) => change.fingerprint)),
    reached: new Map(reached),
    changes,
  };
}

/** Refuses a commit that does not contain the last applied one, unless that is asked for. */
async function olderCommit(
  { ledger }: Observation,
  { revision }: Desired,
  { allowOlder, history }: ApplyOptions,
): Promise<Held | undefined> {
  const applied = ledger.state === "present" && ledger.ledger.commit;
  return allowOlder || !applied ? undefined : commitOrder(applied, revision, history);
}

/** Nothing is sent that nobody agreed to. */
async function consent(plan: Plan, { agree }: ApplyOptions): Promise<Held | undefined> {
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

/** Compares files, ledger and organization, and puts limits and policy over the result. */
function decide({ alias, oid }: ReadableOrganization, desired: Desired, observation: Observation): Plan {
  const { configuration, tasks, revision, allowEmpty } = desired;
  const commit = commitOf(revision);
  const plan = makePlan({
    project: configuration.project,
    organization: alias,
    oid,
    tasks,
    subscribe: configuration.subscribe,
    observation,
    ...(commit === undefined ? {} : { commit }),
    inForce: inForceOf(configuration),
  });
  if (plan.state !== "ready" || observation.ledger.state !== "present") return plan;
  const byName = new Map(tasks.map((task) => [task.name, task]));
  return underPolicy({ plan, configuration, tasks: byName, ledger: observation.ledger.ledger, allowEmpty });
}

/** Limits and policy, as they enter fingerprints. */
function inForceOf({ limits, policy }: Configuration): Json {
  const { deletions, sensorDrift, ...numbers } = limits;
  return { ...numbers, deletions: { ...deletions }, sensorDrift: { ...sensorDrift }, deny: [...policy.deny] };
}

function commitOf(revision: Revision | undefined): Omit<AppliedCommit, "atMs"> | undefined {
  return revision && { sha: revision.sha, author: revision.author, uncommitted: revision.uncommitted };
}

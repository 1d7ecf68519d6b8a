import type { Verb } from "../core/model/change.js";
import type { Configuration, Limits } from "../core/model/configuration.js";
import type { Json } from "../core/model/json.js";
import type { AppliedCommit } from "../core/model/ledger.js";
import type { Observation } from "../core/model/observation.js";
import type { Plan } from "../core/model/plan.js";
import type { OrganizationReport } from "../core/model/report.js";
import type { RulesElsewhere } from "../core/model/rules-elsewhere.js";
import { rulesFileOf } from "../core/model/rules-file.js";
import type { Task } from "../core/model/task.js";
import { agreed } from "../core/plan/agreed.js";
import { makePlan } from "../core/plan/plan.js";
import { reviewOf, sensorsReached } from "../core/plan/review.js";
import { skewFindings } from "../core/plan/skew-finding.js";
import { underPolicy } from "../core/policy/policy.js";
import type { History, Revision } from "../ports/history.js";
import type { ReadableOrganization, WritableOrganization } from "../ports/organization.js";
import { apply } from "./apply.js";
import { needsOf } from "./needs.js";
import { observe } from "./observe.js";
import type { ReviewOf } from "./read-review.js";
import { consent, olderCommit, tooOld } from "./refusals.js";

/** What the files want in one organization, and what was said about it on the command line. */
export interface Desired {
  readonly configuration: Configuration;
  readonly tasks: readonly Task[];
  readonly revision?: Revision;
  readonly allowEmpty: boolean;
  /** Who else writes rules there, as far as the repository shows it. */
  readonly elsewhere?: RulesElsewhere;
  /** False: the sensors are not listed. They are when this is left out. */
  readonly sensors?: boolean;
  /** Most sensors that this apply may reach, where that is less than the configuration allows. */
  readonly maxSensors?: number;
}

/** Everything an apply needs beyond what the files want. */
export interface ApplyOptions {
  readonly history: History;
  readonly allowOlder: boolean;
  /** What was agreed to before; absent: the plan is shown and somebody is asked. */
  readonly reviewOf?: ReviewOf;
  /** `rules`: listeners are put back, nothing is issued or cancelled. */
  readonly only?: "rules";
  /** Shows the plan and asks whether it shall be applied; undefined when nobody can answer. */
  readonly agree: (plan: Plan) => Promise<boolean | undefined>;
  readonly stopping: () => boolean;
  readonly progress: (text: string) => void;
}

/** A plan, and the sensors that each of its runs would reach, by fingerprint. */
export interface PlannedOrganization {
  readonly plan: Plan;
  /** What it was made from. */
  readonly observation: Observation;
  readonly reached: ReadonlyMap<string, ReadonlySet<string>>;
}

/** observe → plan: what would be done in one organization. */
export async function planOrganization(
  organization: ReadableOrganization,
  desired: Desired,
): Promise<PlannedOrganization> {
  const observation = await observe(organization, needsOf(desired.tasks, desired.sensors));
  const plan = decide(organization, desired, observation);
  return { plan, observation, reached: sensorsReached(plan.changes, observation.fleet) };
}

/** observe → plan → apply: what was done in one organization. Returns the plan alone when nobody agreed to it. */
export async function applyOrganization(
  organization: WritableOrganization,
  desired: Desired,
  options: ApplyOptions,
): Promise<OrganizationReport> {
  const { only, reviewOf: reviewedIn } = options;
  const limits = limitsOf(desired);
  const decideNow = (fresh: Observation): Plan => {
    const plan = decide(organization, desired, fresh);
    return only === undefined ? plan : rulesOnly(plan);
  };
  const look = (): Promise<Observation> => observe(organization, needsOf(desired.tasks, desired.sensors));
  const observation = await look();
  const { fleet } = observation;
  const present = decideNow(observation);
  const reviewed = reviewedIn?.(organization.oid);
  const plan =
    reviewed === undefined
      ? present
      : agreed({ plan: present, fleet, mayMove: limits.sensorDrift }, reviewed.review);
  if (plan.state !== "ready" || plan.changes.length === 0) return { plan, outcomes: [] };
  const { revision } = desired;
  const { allowOlder } = options;
  const older = (seen: Observation) => olderCommit(seen, revision, options.history);
  const refusal =
    (allowOlder ? undefined : await older(observation)) ??
    (reviewed === undefined ? await consent(plan, options.agree) : tooOld(reviewed, plan, limits));
  if (refusal !== undefined) {
    return { plan: { ...plan, state: "held", held: [...plan.held, refusal] }, outcomes: [] };
  }
  const input = {
    organization,
    look,
    review: reviewed?.review ?? reviewOf(plan, fleet),
    limits,
    decide: decideNow,
    ...(revision === undefined ? {} : { commit: revision }),
    olderCommit: older,
    allowOlder,
    stopping: options.stopping,
    progress: options.progress,
  };
  return apply(input, plan);
}

const ruleVerbs: ReadonlySet<Verb> = new Set(["create-rule", "update-rule", "adopt-rule"]);

/** The part of a plan that puts listeners back. */
function rulesOnly(plan: Plan): Plan {
  return { ...plan, changes: plan.changes.filter(({ verb }) => ruleVerbs.has(verb)) };
}

/** Compares files, ledger and organization, and puts limits and policy over the result. */
function decide(
  { alias, oid, clock }: ReadableOrganization,
  desired: Desired,
  observation: Observation,
): Plan {
  const { configuration, tasks, revision, allowEmpty, elsewhere } = desired;
  const commit = commitOf(revision);
  const rulesFile = rulesFileOf(configuration, { alias, oid });
  const plan = makePlan({
    project: configuration.project,
    organization: alias,
    oid,
    tasks,
    subscribe: configuration.subscribe,
    observation,
    ...(rulesFile === undefined ? {} : { rulesFile }),
    ...(elsewhere === undefined ? {} : { elsewhere }),
    ...(commit === undefined ? {} : { commit }),
    inForce: inForceOf(configuration),
  });
  const findings = [...plan.findings, ...skewFindings(clock.skewMs(), configuration.at)];
  const { ledger, outputs } = observation;
  if (plan.state !== "ready" || ledger.state !== "present") return { ...plan, findings };
  return underPolicy({
    plan: { ...plan, findings },
    configuration: { ...configuration, limits: limitsOf(desired) },
    tasks: new Map(tasks.map((task) => [task.name, task])),
    ledger: ledger.ledger,
    ...(outputs === undefined ? {} : { outputs }),
    allowEmpty,
  });
}

/** The limits of the configuration, or tighter ones. Those are not in force for a review: less than was agreed to may always be done. */
function limitsOf({ configuration: { limits }, maxSensors }: Desired): Limits {
  if (maxSensors === undefined) return limits;
  return { ...limits, sensorsPerApply: Math.min(maxSensors, limits.sensorsPerApply ?? maxSensors) };
}

/** Limits and policy, as they enter fingerprints. */
function inForceOf({ limits, policy }: Configuration): Json {
  const { deletions, sensorDrift, ...numbers } = limits;
  return { ...numbers, deletions: { ...deletions }, sensorDrift: { ...sensorDrift }, deny: [...policy.deny] };
}

function commitOf(revision: Revision | undefined): Omit<AppliedCommit, "atMs"> | undefined {
  return revision && { sha: revision.sha, author: revision.author, uncommitted: revision.uncommitted };
}

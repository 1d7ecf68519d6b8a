import type { Change, Held, Outcome } from "../core/model/change.js";
import type { Limits } from "../core/model/configuration.js";
import type { AppliedCommit } from "../core/model/ledger.js";
import type { Observation } from "../core/model/observation.js";
import type { Plan } from "../core/model/plan.js";
import type { Review } from "../core/model/review.js";
import { agreed } from "../core/plan/agreed.js";
import type { Origin } from "../core/plan/record.js";
import type { Revision } from "../ports/history.js";
import type { WritableOrganization } from "../ports/organization.js";
import { cancelStep } from "./apply/cancel-step.js";
import { cleanupStep } from "./apply/cleanup-step.js";
import { endEarly } from "./apply/end-early.js";
import type { Execution } from "./apply/execution.js";
import { issueStep } from "./apply/issue-step.js";
import { type HeldLease, takeLease } from "./apply/lease.js";
import type { LedgerSession } from "./apply/ledger-session.js";
import { markStep } from "./apply/mark-step.js";
import { observedRows } from "./apply/observe-step.js";
import { recordStep } from "./apply/record-step.js";
import { rulesStep } from "./apply/rules-step.js";
import { servedStep } from "./apply/served-step.js";
import { recordWitness } from "./record-witness.js";

export interface ApplyInput {
  readonly organization: WritableOrganization;
  /** Looks at everything anew. */
  readonly look: () => Promise<Observation>;
  /** What a person or a review agreed to. */
  readonly review: Review;
  readonly limits: Limits;
  /** Decides anew from a fresh look. */
  readonly decide: (observation: Observation) => Plan;
  readonly commit?: Revision;
  /** Why this commit should not be applied over the last one of a ledger; undefined when it contains that one. */
  readonly olderCommit: (observation: Observation) => Promise<Held | undefined>;
  /** True when a person asked for a commit that does not contain the last applied one. */
  readonly allowOlder: boolean;
  readonly stopping: () => boolean;
  readonly progress: (text: string) => void;
}

/** What an apply did, with the plan that was decided under the lease. `failure`: why it ended early. */
export interface Applied {
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  readonly failure?: string;
}

/** Takes the lease, looks and decides again, does what was agreed to, and gives the lease back. */
export async function apply(input: ApplyInput, shown: Plan): Promise<Applied> {
  const lease = await takeLease(input.organization);
  if ("row" in lease)
    return { plan: { ...shown, state: "held", held: [...shown.held, lease] }, outcomes: [] };
  const progress: Progress = { plan: shown, older: false, outcomes: [] };
  try {
    await applyUnderLease(input, lease, progress);
    await lease.session.release({
      ...appliedCommit(input, progress),
      ...observedRows(lease, progress.observation),
    });
    return await toldWitness(input, lease, progress);
  } catch (error) {
    const done = progress.outcomes.length > 0 ? appliedCommit(input, progress) : {};
    const failure = await endEarly(lease, error, done);
    return await toldWitness(input, lease, { ...progress, failure });
  }
}

/** The witness remembers the last document that we wrote, however the apply ended. */
async function toldWitness(
  { organization }: ApplyInput,
  lease: HeldLease,
  { plan, outcomes, failure }: Applied,
): Promise<Applied> {
  const findings = await recordWitness(organization, lease.session.ledger);
  const told = { ...plan, findings: [...plan.findings, ...findings] };
  return { plan: told, outcomes, ...(failure === undefined ? {} : { failure }) };
}

/** How far an apply is, so that an early end can still say what was done. */
interface Progress {
  /** What was seen last under the lease. */
  observation?: Observation;
  plan: Plan;
  /** Whether the commit is one that does not contain the last applied one, seen under the lease. */
  older: boolean;
  readonly outcomes: Outcome[];
}

async function applyUnderLease(input: ApplyInput, lease: HeldLease, progress: Progress): Promise<void> {
  const { review, limits } = input;
  const decide = (observation: Observation): Plan =>
    agreed(
      { plan: input.decide(observation), fleet: observation.fleet, mayMove: limits.sensorDrift },
      review,
    );
  const look = async (): Promise<Observation> => asLeased(await input.look(), lease.session);
  let observation = await look();
  progress.plan = decide(observation);
  const older = await input.olderCommit(observation);
  progress.older = older !== undefined;
  if (older !== undefined && !input.allowOlder) {
    progress.plan = { ...progress.plan, state: "held", held: [...progress.plan.held, older] };
    return;
  }
  if (await subscribeFirst(input, progress)) {
    observation = await look();
    progress.plan = decide(observation);
  }
  progress.observation = observation;
  if (progress.plan.state !== "ready") return;
  const execution = executionOf(input, lease, { observation, ...progress });
  try {
    await execute(execution);
  } finally {
    progress.plan = withSeen(progress.plan, execution);
  }
}

/**
 * A look that shows an older ledger than the one the lease stands in came late: nothing is ever decided on less than what is written
 * over. One that is newer stays: the first write over ours meets a conflict then.
 */
function asLeased(observation: Observation, { ledger }: LedgerSession): Observation {
  const { ledger: read } = observation;
  if (read.state !== "present" || read.ledger.serial >= ledger.serial) return observation;
  return { ...observation, ledger: { ...read, ledger } };
}

/** The plan with what had to be held, or said, in the middle of it. */
function withSeen(plan: Plan, { held, findings }: Pick<Execution, "held" | "findings">): Plan {
  const names = new Set(held.map(({ name }) => name));
  const isHeld = (change: Change): boolean => change.verb === "issue" && names.has(change.task);
  return {
    ...plan,
    changes: plan.changes.filter((change) => !isHeld(change)),
    held: [...plan.held, ...held],
    findings: [...plan.findings, ...findings],
  };
}

async function execute(execution: Execution): Promise<void> {
  await recordStep(execution);
  await rulesStep(execution);
  await cancelStep(execution);
  await issueStep(execution);
  await servedStep(execution);
  await markStep(execution);
  await cleanupStep(execution);
}

/** Returns whether the organization was subscribed just now, so that everything has to be looked at again. */
async function subscribeFirst(input: ApplyInput, { plan, outcomes }: Progress): Promise<boolean> {
  const change = plan.changes.find(({ verb }) => verb === "subscribe");
  if (change?.verb !== "subscribe" || plan.state !== "ready") return false;
  await input.organization.account.subscribe(change.extension);
  outcomes.push({ change, result: "done", message: "subscribed" });
  return true;
}

function executionOf(
  { organization, commit, review, limits, stopping, progress }: ApplyInput,
  lease: HeldLease,
  { observation, plan, outcomes }: { observation: Observation; plan: Plan; outcomes: Outcome[] },
): Execution {
  const records = observation.rules.flatMap((rule) =>
    rule.readable ? [[rule.record.key, rule.record] as const] : [],
  );
  return {
    organization,
    lease,
    changes: plan.changes.filter((change) => change.verb !== "subscribe"),
    records: new Map(records),
    fleet: observation.fleet,
    sids: new Set(observation.fleet.sensors.map((sensor) => sensor.sid)),
    origin: commit === undefined ? {} : originOf(commit),
    review,
    limits,
    reached: 0,
    held: [],
    findings: [],
    blocked: new Set(),
    outcomes,
    stopping,
    progress,
  };
}

const originOf = ({ sha, author, uncommitted }: Revision): Origin => ({
  commit: uncommitted ? `${sha}+uncommitted` : sha,
  author,
});

/** The commit stands in the ledger once anything of it was done; uncommitted files have none. */
function appliedCommit(
  { commit, organization }: ApplyInput,
  { plan, older }: Progress,
): { commit?: AppliedCommit } {
  if (commit === undefined || commit.uncommitted || plan.state !== "ready") return {};
  const atMs = organization.clock.nowMs();
  return { commit: { ...commit, ...(older ? { older } : {}), atMs } };
}

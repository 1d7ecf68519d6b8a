import type { Drift, OrganizationDrift } from "../model/drift-report.js";
import { type Ledger, latestRun } from "../model/ledger.js";
import type { Observation } from "../model/observation.js";
import type { Plan } from "../model/plan.js";
import { lostOf } from "./lost.js";
import type { Moved } from "./moved.js";
import type { SeeRun } from "./observed.js";
import { pauseDrift } from "./pause-drift.js";
import { ruleDrift } from "./rule-drift.js";

/** What drift is told from. */
export interface DriftInput {
  readonly plan: Plan;
  readonly observation: Observation;
  readonly see: SeeRun;
  /** Where the project left traces, for the case that there is no ledger. */
  readonly traces: readonly string[];
}

/** What moved in live without Git, apart from everything that did not. */
export function driftOf(input: DriftInput): OrganizationDrift {
  const { plan, observation } = input;
  const { ledger } = observation;
  const moved = [
    ...ledgerDrift(input),
    ...(ledger.state === "present"
      ? [
          ...subscriptionDrift(input, ledger.ledger),
          ...ruleDrift(plan, observation.rules, ledger.ledger),
          ...runDrift(input, ledger.ledger),
          ...pauseDrift(plan.organization, ledger.ledger),
        ]
      : []),
  ];
  const repairs = new Set(moved.map(({ change }) => change));
  const decisions = new Set(moved.map(({ held }) => held));
  return {
    organization: plan.organization,
    oid: plan.oid,
    nowMs: observation.nowMs,
    drift: moved.map(({ drift }) => drift),
    blind: blindSpots(observation),
    ...besideOf(plan),
    would: plan.changes.filter((change) => !repairs.has(change)),
    held: plan.held.filter((held) => !decisions.has(held)),
    foreign: plan.foreign,
  };
}

/** What a plan says of others who write rules. */
const othersWrite: ReadonlySet<string> = new Set([
  "plan/rules-also-managed",
  "plan/rule-written-twice",
  "plan/rules-wiped",
  "plan/rules-not-included",
]);

/** That others write rules where ours are explains what moved, and says that it may move again. */
function besideOf({ findings }: Plan): Pick<OrganizationDrift, "beside"> {
  const beside = findings.flatMap(({ check, message, fix }) =>
    othersWrite.has(check) ? `${message}. ${fix}` : [],
  );
  return beside.length === 0 ? {} : { beside };
}

/** What could not be looked at. A ledger that moved away on purpose is no blind spot: the files are behind, and the plan says so. */
function blindSpots({ ledger, queue, witness }: Observation): string[] {
  return [
    ...(ledger.state === "unreadable" && ledger.movedTo === undefined
      ? [`the ledger cannot be read: ${ledger.reason}`]
      : []),
    ...(queue.readable ? [] : [`the queue cannot be read: ${queue.reason}`]),
    ...(witness.state === "unreadable" ? [`the witness cannot be read: ${witness.reason}`] : []),
  ];
}

/** A ledger that is gone or older than its witness. Where nothing shows that there ever was one, the organization is new. */
function ledgerDrift({ plan, observation: { ledger, witness }, traces }: DriftInput): Moved[] {
  const doubt = plan.held.find(({ row, name }) => row === "1" && name === "witness");
  const missing = plan.held.find(({ row, name }) => row === "1" && name === "ledger");
  const common = { object: "organization" as const, name: "ledger", diff: [] };
  if (doubt !== undefined && witness.state === "read") {
    const kind = ledger.state === "absent" ? "ledger-lost" : "ledger-rolled-back";
    const drift: Drift = { ...common, kind, message: doubt.reason, repair: doubt.decide.join("; ") };
    return [{ drift, held: doubt }];
  }
  if (ledger.state !== "absent" || missing === undefined || traces.length === 0) return [];
  const drift: Drift = {
    ...common,
    kind: "ledger-lost",
    message: `the ledger is gone, and this project was here before: ${traces.slice(0, 3).join(", ")}`,
    repair: "restore it; nothing is sent without it",
  };
  return [{ drift, held: missing }];
}

/** Gone, where something was issued before: nothing that is queued is delivered, and nothing new can be queued (reference: API, 3.5). */
function subscriptionDrift({ plan, observation }: DriftInput, { tasks }: Ledger): Moved[] {
  const wasUsed = Object.values(tasks).some(({ runs }) => runs.length > 0);
  if (observation.subscribed || !wasUsed) return [];
  const change = plan.changes.find(({ verb }) => verb === "subscribe");
  const drift: Drift = {
    kind: "unsubscribed",
    object: "organization",
    name: "subscription",
    message: "the organization is not subscribed any more to the extension that queues tasks",
    repair: `\`lctasks subscribe --organization ${plan.organization}\`; what was queued may be lost with it`,
    diff: [],
  };
  return [{ drift, ...(change === undefined ? {} : { change }) }];
}

/** Runs that left the queue early while sensors that they waited for were not seen. Without a subscription there is no queue to leave. */
function runDrift({ plan, observation, see }: DriftInput, { tasks }: Ledger): Moved[] {
  if (!observation.subscribed) return [];
  return Object.entries(tasks).flatMap(([name, row]): Moved[] => {
    const run = row.tombstone === undefined || row.onRemove === "keep" ? latestRun(row) : undefined;
    const seen = run && see(run);
    if (run === undefined || seen === undefined || seen.nowMs >= run.expiresAtMs) return [];
    const lost = run.state === "issued" ? lostOf(run, seen) : 0;
    return lost === 0
      ? []
      : [{ drift: cancelledRun({ organization: plan.organization, task: name, run: run.run }, lost) }];
  });
}

interface Where {
  /** Alias. */
  readonly organization: string;
  readonly task: string;
  readonly run: number;
}

function cancelledRun({ organization, task, run }: Where, lost: number): Drift {
  const sensors =
    lost === 1 ? "one sensor that it waited for was" : `${lost} sensors that it waited for were`;
  return {
    kind: "run-probably-cancelled",
    object: "run",
    name: task,
    message: `run ${run} was probably cancelled by somebody: it left the queue before its end, and at least ${sensors} not connected since`,
    repair: `a higher \`run\` runs it again, also where it was delivered: \`lctasks rerun ${task}\`; to let it be: \`lctasks cancel ${task} --organization ${organization}\``,
    diff: [],
  };
}

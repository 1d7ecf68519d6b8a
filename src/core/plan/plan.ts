import type { Change } from "../model/change.js";
import { compareText, sortFindings } from "../model/finding.js";
import type { Json } from "../model/json.js";
import { type Ledger, taskRow } from "../model/ledger.js";
import type { Observation } from "../model/observation.js";
import type { Plan } from "../model/plan.js";
import type { RulesElsewhere } from "../model/rules-elsewhere.js";
import type { QueueEntry } from "../model/queue.js";
import type { Task } from "../model/task.js";
import { afterRecords } from "./after-records.js";
import { broughtRules, liveHashes } from "./brought-rules.js";
import { compare } from "./compare.js";
import type { Decided } from "./decided.js";
import { isPaused } from "./facts.js";
import { desiredRules, generatedKeys } from "./desired-rules.js";
import { elsewhereFindings } from "./elsewhere-findings.js";
import { entryChanges } from "./entry-changes.js";
import { fingerprints, type Unsigned } from "./fingerprint.js";
import {
  type FirstApply,
  missingLedger,
  notSubscribed,
  taskingExtension,
  unreadableQueue,
  unusableLedger,
} from "./held-organization.js";
import { witnessDoubt } from "./held-witness.js";
import { listenerFirst } from "./listener-first.js";
import { newLedger } from "./new-ledger.js";
import { inOrder } from "./order.js";
import { pauseFindings } from "./pause-findings.js";
import { knownRuns } from "./queue-index.js";
import type { Names } from "./renames.js";
import { ruleChanges } from "./rule-changes.js";
import { forgottenRun } from "./run-mark.js";
import { taskChanges } from "./task-changes.js";

export interface PlanInput {
  readonly project: string;
  /** Alias of the organization. */
  readonly organization: string;
  /** Lower-case. */
  readonly oid: string;
  /** The tasks declared for this organization. */
  readonly tasks: readonly Task[];
  readonly subscribe: boolean;
  readonly observation: Observation;
  /** The file that brings the response rules there, from the root of the repository; undefined: apply writes them. */
  readonly rulesFile?: string;
  /** Who else writes rules there, as far as the repository shows it. */
  readonly elsewhere?: RulesElsewhere;
  readonly commit?: Plan["commit"];
  /** Limits and policy in force: part of every fingerprint. */
  readonly inForce: Json;
}

/** Compares files, ledger and organization, and says everything that would be done. Pure: equal input, equal plan. */
export function makePlan(input: PlanInput): Plan {
  const { observation } = input;
  const base = emptyPlan(input);
  const { ledger, queue } = observation;
  if (ledger.state === "unreadable") return { ...base, state: "held", held: [unusableLedger(ledger.reason)] };
  const doubt = witnessDoubt(observation);
  if (doubt !== undefined) return { ...base, state: "held", held: [doubt] };
  if (ledger.state === "absent") {
    const first = queue.readable ? firstApply(input, queue.entries) : undefined;
    return { ...base, state: "held", held: [missingLedger(input.tasks.length, first, input.organization)] };
  }
  const forgotten = forgottenRun(ledger.ledger, observation.rules);
  if (forgotten !== undefined) return { ...base, state: "held", held: [forgotten] };
  if (!queue.readable) return { ...base, state: "stopped", held: [unreadableQueue(queue)] };
  if (!observation.subscribed && !input.subscribe)
    return { ...base, state: "held", held: [notSubscribed(input.organization)] };
  return { ...base, ...merge(decideAll(input, ledger.ledger, queue.entries), input) };
}

/** What an apply would do to an organization whose ledger was just created to run what exists. */
function firstApply(input: PlanInput, entries: readonly QueueEntry[]): FirstApply {
  const { project, oid, tasks, observation } = input;
  const ledger = newLedger({
    project,
    oid,
    tasks,
    ledgerId: "preview",
    nowMs: observation.nowMs,
    choice: "run-existing",
  });
  const { changes } = merge(decideAll(input, ledger, entries), input);
  const reaches = changes.flatMap((change) => (change.verb === "issue" ? [change.reach] : []));
  const each = reaches.map((reach) => (reach.known ? reach.online + reach.offline : undefined));
  const known = each.filter((count) => count !== undefined);
  return {
    issued: reaches.length,
    deliveries: known.length === each.length ? known.reduce((sum, count) => sum + count, 0) : undefined,
  };
}

function emptyPlan(input: PlanInput): Plan {
  return {
    project: input.project,
    organization: input.organization,
    oid: input.oid,
    plannedAtMs: input.observation.nowMs,
    witness: input.observation.witness.state === "none" ? "none" : "git",
    ...(input.commit === undefined ? {} : { commit: input.commit }),
    state: "ready",
    changes: [],
    held: [],
    unchanged: [],
    foreign: [],
    findings: [],
  };
}

function decideAll(input: PlanInput, ledger: Ledger, entries: readonly QueueEntry[]): Decided[] {
  const { observation, project, organization } = input;
  const tasks = input.tasks.toSorted(byName);
  const { nowMs } = observation;
  const { names, ledger: moved, queue, situations } = compare({ ...input, tasks }, ledger, entries);
  const held = new Set(situations.filter(({ twin }) => twin !== undefined).map(({ name }) => name));
  const live = liveHashes(project, observation.rules);
  const desired = tasks.flatMap((task) => {
    const row = taskRow(moved, task.name);
    return input.rulesFile === undefined
      ? desiredRules(project, task, row, nowMs)
      : broughtRules(task, { project, row, nowMs, live });
  });
  const rules = ruleChanges({
    project,
    desired,
    ledger: moved,
    live: observation.rules,
    nowMs,
    generated: generatedKeys(project, tasks),
    frozen: held,
    ...(input.rulesFile === undefined ? {} : { rulesFile: input.rulesFile }),
  });
  const decisions = situations.map((task) => listenerFirst(taskChanges(task), rules.unheard));
  const strays = entryChanges({
    queue,
    known: knownRuns(afterRecords(moved, decisions, nowMs)),
    contexts: new Map(tasks.map((task) => [task.context, task])),
    organization,
    ledger: moved,
    frozen: new Set([...held, ...situations.filter(isPaused).map(({ name }) => name)]),
    spokenFor: spokenFor(decisions),
  });
  return [
    moveDecisions(names),
    subscription(input),
    ...decisions,
    ...rules.decisions,
    ...strays,
    { findings: pauseFindings(ledger, organization) },
    { findings: elsewhereFindings({ ...input, ledger: moved, desired, live: observation.rules }) },
  ];
}

function moveDecisions(names: Names): Decided {
  return {
    changes: names.moves.map(({ from, to }) => ({
      verb: "move" as const,
      row: "4",
      reason: `renamed from ${from}: its memory moves, nothing is sent`,
      task: to,
      from,
    })),
  };
}

function subscription({ observation }: PlanInput): Decided {
  if (observation.subscribed) return {};
  return {
    changes: [
      { verb: "subscribe", row: "–", reason: "the configuration asks for it", extension: taskingExtension },
    ],
  };
}

function spokenFor(decisions: readonly Decided[]): ReadonlySet<string> {
  const changes = decisions.flatMap((decision) => decision.changes ?? []);
  const ids = changes.flatMap((change) =>
    change.verb === "cancel" || change.verb === "adopt" ? (change.taskId ?? []) : [],
  );
  return new Set(ids);
}

function merge(
  decisions: readonly Decided[],
  input: PlanInput,
): Pick<Plan, "changes" | "held" | "unchanged" | "foreign" | "findings"> {
  const changes: Unsigned<Change>[] = decisions.flatMap((decision) => decision.changes ?? []);
  const fingerprintOf = fingerprints(input.oid, input.inForce);
  return {
    changes: inOrder(changes.map((change) => ({ ...change, fingerprint: fingerprintOf(change) }))),
    held: decisions.flatMap((decision) => decision.held ?? []).toSorted(byName),
    unchanged: decisions.flatMap((decision) => decision.unchanged ?? []).toSorted(byName),
    foreign: decisions.flatMap((decision) => decision.foreign ?? []).toSorted(byName),
    findings: sortFindings(decisions.flatMap((decision) => decision.findings ?? [])),
  };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  compareText(a.name, b.name);

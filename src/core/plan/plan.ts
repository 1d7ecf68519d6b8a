import type { Change } from "../model/change.js";
import type { Json } from "../model/json.js";
import { type Ledger, type TaskRow, taskRow } from "../model/ledger.js";
import type { Observation } from "../model/observation.js";
import type { Plan } from "../model/plan.js";
import type { QueueEntry } from "../model/queue.js";
import type { Task } from "../model/task.js";
import { formToken } from "../model/token.js";
import type { Decided } from "./decided.js";
import { desiredRules } from "./desired-rules.js";
import { entryChanges } from "./entry-changes.js";
import { sign, type Unsigned } from "./fingerprint.js";
import { missingLedger, notSubscribed, taskingExtension, unreadableQueue } from "./held-organization.js";
import { inOrder } from "./order.js";
import { indexQueue, type QueueIndex } from "./queue-index.js";
import { reachOf } from "./reach.js";
import { compareNames, moveRows, type Names } from "./renames.js";
import { ruleChanges } from "./rule-changes.js";
import { runInputs } from "./run-inputs.js";
import type { Situation } from "./situation.js";
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
  readonly commit?: Plan["commit"];
  /** Limits and policy in force: part of every fingerprint. */
  readonly inForce: Json;
}

/** Compares files, ledger and organization, and says everything that would be done. Pure: equal input, equal plan. */
export function makePlan(input: PlanInput): Plan {
  const { observation } = input;
  const base = emptyPlan(input);
  if (observation.ledger.state !== "present") {
    return { ...base, state: "held", held: [missingLedger(observation.ledger)] };
  }
  if (!observation.queue.readable) {
    return { ...base, state: "stopped", held: [unreadableQueue(observation.queue)] };
  }
  if (!observation.subscribed && !input.subscribe) return { ...base, state: "held", held: [notSubscribed()] };
  return { ...base, ...merge(decideAll(input, observation.ledger.ledger, observation.queue.entries), input) };
}

function emptyPlan(input: PlanInput): Plan {
  return {
    project: input.project,
    organization: input.organization,
    oid: input.oid,
    plannedAtMs: input.observation.nowMs,
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
  const { observation, project, tasks } = input;
  const names = compareNames(tasks, ledger);
  const moved = moveRows(ledger, names.moves, observation.nowMs);
  const queue = indexQueue(entries);
  const decisions = situations(input, moved, queue, names).map((task) =>
    names.lostOrigins.has(task.name) && !names.twins.has(task.name)
      ? lostOrigin(task.name, names)
      : taskChanges(task),
  );
  const rules = ruleChanges({
    project,
    desired: tasks.flatMap((task) =>
      desiredRules(project, task, taskRow(moved, task.name), observation.nowMs),
    ),
    ledger: moved,
    live: observation.rules,
    nowMs: observation.nowMs,
  });
  const strays = entryChanges({
    queue,
    ledger: moved,
    contexts: new Set(tasks.map((task) => task.context)),
    spokenFor: spokenFor(decisions),
  });
  return [moveDecisions(names), subscription(input), ...decisions, ...rules, ...strays];
}

/** One situation per declared and per remembered task. */
function situations(input: PlanInput, ledger: Ledger, queue: QueueIndex, names: Names): Situation[] {
  const declared = new Map(input.tasks.map((task) => [task.name, task]));
  const remembered = Object.keys(ledger.tasks).filter((name) => !declared.has(name));
  return [...declared.keys(), ...remembered].map((name) =>
    situation(
      { name, task: declared.get(name), row: taskRow(ledger, name), twin: names.twins.get(name) },
      { input, ledger, queue },
    ),
  );
}

function situation(
  named: { name: string; task: Task | undefined; row: TaskRow | undefined; twin: string | undefined },
  { input, ledger, queue }: { input: PlanInput; ledger: Ledger; queue: QueueIndex },
): Situation {
  const { task } = named;
  const inputs = task && runInputs(task);
  return {
    ...named,
    inputs,
    queue,
    nowMs: input.observation.nowMs,
    token:
      task &&
      inputs &&
      formToken({
        inputs,
        context: task.context,
        project: input.project,
        oid: input.oid,
        ledgerId: ledger.ledgerId,
        run: task.run,
        rendered: inputs,
        exactContext: task.exactContext,
      }),
    reach: () =>
      inputs === undefined
        ? { known: false, reason: "not declared" }
        : reachOf(inputs.target, input.observation.fleet),
  };
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

function lostOrigin(name: string, names: Names): Decided {
  const origin = names.lostOrigins.get(name) as string;
  return {
    held: [
      {
        row: "4",
        object: "task",
        name,
        reason: `\`movedFrom: ${origin}\` names a task that the ledger does not know, while another task vanished`,
        decide: ["write the vanished task's name, or `movedFrom: none`"],
        diff: [],
      },
    ],
  };
}

function spokenFor(decisions: readonly Decided[]): ReadonlySet<string> {
  const changes = decisions.flatMap((decision) => decision.changes ?? []);
  return new Set(
    changes.flatMap((change) => (change.verb === "cancel" || change.verb === "adopt" ? [change.taskId] : [])),
  );
}

function merge(
  decisions: readonly Decided[],
  input: PlanInput,
): Pick<Plan, "changes" | "held" | "unchanged" | "foreign" | "findings"> {
  const changes: Unsigned<Change>[] = decisions.flatMap((decision) => decision.changes ?? []);
  return {
    changes: inOrder(changes.map((change) => sign(change, input.oid, input.inForce))),
    held: decisions.flatMap((decision) => decision.held ?? []),
    unchanged: decisions.flatMap((decision) => decision.unchanged ?? []),
    foreign: decisions.flatMap((decision) => decision.foreign ?? []),
    findings: decisions.flatMap((decision) => decision.findings ?? []),
  };
}

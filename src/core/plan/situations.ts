import { type Ledger, latestRun, type Pause, taskRow } from "../model/ledger.js";
import type { Json } from "../model/json.js";
import type { Fleet, Observation } from "../model/observation.js";
import type { RunPart } from "../model/run-part.js";
import { hostnameOf } from "../model/sensor.js";
import type { Target } from "../model/target.js";
import type { Task } from "../model/task.js";
import { formToken, type RunInputs } from "../model/token.js";
import { firstPart, isInParts, nextPart } from "./next-part.js";
import type { CountPart, NextPart } from "./part-decision.js";
import { namedTarget, partTarget } from "./part-target.js";
import type { KnownRuns, QueueIndex } from "./queue-index.js";
import { matchingSensors, reachOf } from "./reach.js";
import type { Twin } from "./renames.js";
import { renderedInputs, runInputs } from "./run-inputs.js";
import { whyNotRemembered } from "./served.js";
import type { DeclaredRun, DuePart, Situation } from "./situation.js";
import { termsOf } from "./terms.js";

/** Everything that situations are made of. */
export interface SituationsInput {
  readonly project: string;
  /** Alias. */
  readonly organization: string;
  /** Lower-case. */
  readonly oid: string;
  readonly tasks: readonly Task[];
  /** After the moves. */
  readonly ledger: Ledger;
  /** Tasks that are paused by name. */
  readonly pauses: ReadonlyMap<string, Pause>;
  readonly twins: ReadonlyMap<string, Twin>;
  readonly queue: QueueIndex;
  readonly known: KnownRuns;
  readonly observation: Observation;
  /** Limits and policy in force. */
  readonly inForce: Json;
}

/** One situation per declared and per remembered task. */
export function situationsOf(input: SituationsInput): Situation[] {
  const declared = new Set(input.tasks.map((task) => task.name));
  const remembered = Object.keys(input.ledger.tasks).filter((name) => !declared.has(name));
  return [
    ...input.tasks.map((task) => situationOf(task.name, declaredRun(task, input), input)),
    ...remembered.map((name) => situationOf(name, undefined, input)),
  ];
}

function situationOf(name: string, declared: DeclaredRun | undefined, input: SituationsInput): Situation {
  const { queue, known, observation } = input;
  const { nowMs, fleet, evidence } = observation;
  const row = taskRow(input.ledger, name);
  const latest = row && latestRun(row);
  const next =
    declared &&
    row &&
    nextPart({
      task: declared.task,
      row,
      queue,
      nowMs,
      count: countPart(declared, fleet),
      failures: observation.failures,
      nameOf: (sid) => hostnameOf(fleet.sensors, sid) ?? sid,
      matching: () => matchingSensors(declared.rendered.target, fleet),
    });
  const due = declared && next?.state === "due" ? duePart(declared, next, input) : undefined;
  return {
    name,
    organization: input.organization,
    declared,
    row,
    latest,
    twin: input.twins.get(name) ?? (declared && tokenTwin(declared, due, known)),
    pause: input.ledger.paused ?? row?.paused ?? input.pauses.get(name),
    queue,
    known,
    nowMs,
    fleet,
    evidence,
    next,
    due,
  };
}

function declaredRun(task: Task, input: SituationsInput): DeclaredRun {
  const { ledger, observation, inForce } = input;
  const inputs = runInputs(task);
  const rendered = task.written === undefined ? inputs : renderedInputs(task);
  const terms = isInParts(task) ? { terms: termsOf(task, rendered, inForce) } : {};
  const whole = { task, inputs, rendered, target: rendered.target, token: undefined, ...terms };
  if (task.run <= (taskRow(ledger, task.name)?.highest ?? 0)) return whole;
  const part = firstPart(task, observation.nowMs, countPart(whole, observation.fleet));
  const unremembered =
    part?.newcomers === undefined
      ? undefined
      : whyNotRemembered(rendered.target, { ledger, fleet: observation.fleet });
  const first = {
    ...whole,
    target: partTarget(rendered.target, part),
    ...(part === undefined ? {} : { part }),
    ...(unremembered === undefined ? {} : { unremembered }),
  };
  return { ...first, token: tokenOf(first, input) };
}

function duePart(
  { task, inputs, rendered }: DeclaredRun,
  { part, reason, sids }: Due,
  input: SituationsInput,
): DuePart {
  const target = sids === undefined ? partTarget(rendered.target, part) : namedTarget(rendered.target, sids);
  return { part, reason, target, token: tokenOf({ task, inputs, rendered, target, part }, input) };
}

/** How many sensors that can run commands a part of a task's run would reach. */
const countPart =
  (declared: Pick<DeclaredRun, "rendered">, fleet: Fleet): CountPart =>
  (part) => {
    const reach = reachOf(partTarget(declared.rendered.target, part), fleet);
    return reach.known ? reach.online + reach.offline : undefined;
  };

type Due = Extract<NextPart, { state: "due" }>;

interface ToSend {
  readonly task: Task;
  readonly inputs: RunInputs;
  /** After variables. */
  readonly rendered: RunInputs;
  readonly target: Target;
  readonly part?: RunPart;
}

function tokenOf(
  { task, inputs, rendered: { command }, target, part }: ToSend,
  { project, oid, ledger }: SituationsInput,
): string {
  const { context, run, exactContext } = task;
  const { ledgerId } = ledger;
  const rendered = { command, target };
  const parts = { inputs, context, project, oid, ledgerId, run, rendered, exactContext };
  return formToken(part === undefined ? parts : { ...parts, part });
}

/** A run must not get a token that another task's run has, nor a part one that another has: their answers could not be told apart. */
function tokenTwin(
  { task, token }: DeclaredRun,
  due: DuePart | undefined,
  { byToken }: KnownRuns,
): Twin | undefined {
  const owner = token === undefined ? undefined : byToken.get(token);
  const taken = owner?.task === task.name ? undefined : owner;
  const other = taken ?? (due && byToken.get(due.token));
  return other === undefined ? undefined : { other: other.task, why: "token" };
}

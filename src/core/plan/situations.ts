import { type Ledger, latestRun, type Pause, taskRow } from "../model/ledger.js";
import type { Observation } from "../model/observation.js";
import type { Task } from "../model/task.js";
import { formToken } from "../model/token.js";
import type { KnownRuns, QueueIndex } from "./queue-index.js";
import type { Twin } from "./renames.js";
import { renderedInputs, runInputs } from "./run-inputs.js";
import type { DeclaredRun, Situation } from "./situation.js";

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
  const row = taskRow(input.ledger, name);
  return {
    name,
    organization: input.organization,
    declared,
    row,
    latest: row && latestRun(row),
    twin: input.twins.get(name) ?? (declared && tokenTwin(declared, known)),
    pause: input.ledger.paused ?? row?.paused ?? input.pauses.get(name),
    queue,
    known,
    nowMs: observation.nowMs,
    fleet: observation.fleet,
    evidence: observation.evidence,
  };
}

function declaredRun(task: Task, { project, oid, ledger }: SituationsInput): DeclaredRun {
  const inputs = runInputs(task);
  const rendered = task.written === undefined ? inputs : renderedInputs(task);
  const { context, run, exactContext } = task;
  const { ledgerId } = ledger;
  if (run <= (taskRow(ledger, task.name)?.highest ?? 0)) return { task, inputs, rendered, token: undefined };
  const token = formToken({ inputs, context, project, oid, ledgerId, run, rendered, exactContext });
  return { task, inputs, rendered, token };
}

/** A run must not get a token that another task's run has: their answers could not be told apart. */
function tokenTwin({ task, token }: DeclaredRun, known: KnownRuns): Twin | undefined {
  const owner = token === undefined ? undefined : known.byToken.get(token);
  return owner === undefined || owner.task === task.name ? undefined : { other: owner.task, why: "token" };
}

import { firstLedgerVersion, type Ledger, type TaskRow } from "../model/ledger.js";
import type { Observation } from "../model/observation.js";
import type { Task } from "../model/task.js";
import { isProjectKey, ownerTag } from "./desired-rules.js";
import { indexQueue } from "./queue-index.js";
import { runInputs } from "./run-inputs.js";

/** What a person decides about a new organization. */
export type FirstLedger = Ledger["createdWith"];

export interface NewLedgerInput {
  readonly project: string;
  /** Lower-case. */
  readonly oid: string;
  readonly ledgerId: string;
  readonly nowMs: number;
  readonly tasks: readonly Task[];
  readonly choice: FirstLedger;
}

/** The first document: with `run-existing` all present tasks will run; with `baseline` they are recorded as not wanted. */
export function newLedger(input: NewLedgerInput): Ledger {
  const rows =
    input.choice === "baseline" ? input.tasks.map((task) => [task.name, baselineRow(task)] as const) : [];
  return {
    version: firstLedgerVersion,
    project: input.project,
    oid: input.oid,
    ledgerId: input.ledgerId,
    serial: 1,
    previous: "",
    createdAtMs: input.nowMs,
    createdWith: input.choice,
    tasks: Object.fromEntries(rows),
    rules: {},
  };
}

function baselineRow(task: Task): TaskRow {
  return {
    highest: task.run,
    runs: [],
    onRemove: task.onRemove,
    baseline: { run: task.run, inputs: runInputs(task) },
  };
}

/** Signs that this project was here before: then a missing ledger was lost, and a new one would run everything again. */
export function tracesOf(project: string, tasks: readonly Task[], { queue, rules }: Observation): string[] {
  const tag = ownerTag(project);
  const ruleTraces = rules.flatMap((rule) => {
    const key = rule.readable ? rule.record.key : rule.key;
    const tagged = rule.readable && rule.record.userMetadata.tags.includes(tag);
    return tagged || isProjectKey(project, key) ? [`rule ${key}`] : [];
  });
  const index = queue.readable ? indexQueue(queue.entries) : undefined;
  const queued = tasks.flatMap((task) => index?.ofContext(task.context) ?? []);
  return [
    ...ruleTraces,
    ...queued.map((entry) => `queued task ${entry.taskId} with context ${entry.context}`),
  ];
}

import type { Change, Verb } from "../../../src/core/model/change.js";
import {
  type Ledger,
  type LedgerReading,
  type LedgerStamp,
  ledgerVersion,
  type Pause,
  type RuleRow,
  type RunRow,
  type TaskRow,
} from "../../../src/core/model/ledger.js";
import type { EvidenceByToken } from "../../../src/core/model/evidence.js";
import type { Plan } from "../../../src/core/model/plan.js";
import type { QueueEntry, QueueReading } from "../../../src/core/model/queue.js";
import type { DeclaredResponse, DesiredRule, HiveRecord, LiveRule } from "../../../src/core/model/rule.js";
import type { FailuresByToken } from "../../../src/core/model/run-failures.js";
import type { SensorRecord } from "../../../src/core/model/sensor.js";
import type { Task } from "../../../src/core/model/task.js";
import type { WitnessReading } from "../../../src/core/model/witness.js";
import { digestVersion, formToken } from "../../../src/core/model/token.js";
import { comparableDesired, comparableHash } from "../../../src/core/plan/comparable-rule.js";
import { desiredRules, ownerTag } from "../../../src/core/plan/desired-rules.js";
import { makePlan, type PlanInput } from "../../../src/core/plan/plan.js";
import { runInputs } from "../../../src/core/plan/run-inputs.js";

export const nowMs = Date.UTC(2026, 10, 21, 12);
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
export const project = "acme";
export const oid = "8cbe27f4-bfa1-4afb-ba19-138cd51389cd";
export const ledgerId = "ledger-1";

/** A declared task that asks every Windows sensor for its version; no response. */
export function task(name: string, members: Partial<Task> = {}): Task {
  return {
    name,
    command: "os_version",
    target: { selector: "plat == `windows`" },
    context: `${project}-${name}`,
    contextWritten: false,
    exactContext: false,
    ttlSeconds: 7 * 86_400,
    run: 1,
    accept: [],
    paused: false,
    onRemove: "cancel",
    acknowledge: [],
    response: [],
    at: { file: `tasks/${name}.yaml`, line: 1, column: 1 },
    ...members,
  };
}

/** A response without a condition of its own. */
export const output: DeclaredResponse = { respond: [{ action: "output", name: "tasks-output" }] };

/** The token of a task's declared run. */
export function tokenOf(declared: Task): string {
  const inputs = runInputs(declared);
  const { context, run, exactContext } = declared;
  return formToken({ inputs, context, project, oid, ledgerId, run, rendered: inputs, exactContext });
}

/** The task's declared run as the ledger has it one hour after it was issued; `members` change the row. */
export function issued(declared: Task, members: Partial<RunRow> = {}): RunRow {
  const inputs = runInputs(declared);
  const token = tokenOf(declared);
  const intentAtMs = nowMs - hourMs;
  return {
    run: declared.run,
    token,
    state: "issued",
    how: "requested",
    digestVersion,
    inputs,
    exactContext: declared.exactContext,
    request: {
      command: inputs.command,
      target: inputs.target,
      context: token,
      ttlSeconds: declared.ttlSeconds,
    },
    taskIds: [`id-${declared.name}-${declared.run}`],
    intentAtMs,
    issuedAtMs: intentAtMs,
    expiresAtMs: intentAtMs + declared.ttlSeconds * 1000,
    counts: { total: 3, tasked: 1, queued: 2 },
    ...members,
  };
}

/** The same run with its intent recorded and its answer unknown. */
export function unresolved(declared: Task, members: Partial<RunRow> = {}): RunRow {
  const { issuedAtMs: _at, counts: _counts, ...run } = issued(declared);
  return { ...run, state: "unresolved", taskIds: [], ...members };
}

/** Over for longer than any margin. */
export const longAgo = { expiresAtMs: nowMs - 30 * dayMs };

export function row(runs: readonly RunRow[], members: Partial<TaskRow> = {}): TaskRow {
  return { highest: Math.max(0, ...runs.map(({ run }) => run)), runs, onRemove: "cancel", ...members };
}

/** Recorded as not wanted here, as `ledger create --baseline` does. */
export function baseline(declared: Task): TaskRow {
  return row([], { highest: declared.run, baseline: { run: declared.run, inputs: runInputs(declared) } });
}

/** A removed task. */
export const buried: Pick<TaskRow, "tombstone"> = { tombstone: { atMs: nowMs - dayMs } };

/** A pending delivery of a run to two sensors. */
export function entryOf(run: RunRow, members: Partial<QueueEntry> = {}): QueueEntry {
  return {
    taskId: run.taskIds[0] ?? `found-${run.token}`,
    command: run.request.command,
    context: run.token,
    expiresAtMs: run.expiresAtMs,
    sids: ["sid-1", "sid-2"],
    ...members,
  };
}

export function ledgerOf(
  tasks: { readonly [name: string]: TaskRow },
  rules: { readonly [key: string]: RuleRow } = {},
): Ledger {
  return {
    version: ledgerVersion,
    project,
    oid,
    ledgerId,
    serial: 7,
    previous: "",
    createdAtMs: nowMs - 90 * dayMs,
    createdWith: "run-existing",
    tasks,
    rules,
  };
}

export const present = (ledger: Ledger): LedgerReading => ({
  state: "present",
  ledger,
  version: "stamp" as LedgerStamp,
});

export const sensor = (sid: string, members: Partial<SensorRecord> = {}): SensorRecord => ({
  sid,
  plat: "windows",
  arch: "x64",
  hostname: `host-${sid}`,
  tags: [],
  ...members,
});

export const threeSensors: readonly SensorRecord[] = [
  sensor("sid-1"),
  sensor("sid-2"),
  sensor("sid-3", { plat: "linux" }),
];

/** A hive record with a rule as it is wanted. */
export function recordOf(rule: DesiredRule, members: Partial<HiveRecord> = {}): HiveRecord {
  return {
    key: rule.key,
    data: { ...rule.data },
    userMetadata: { enabled: true, expiry: 0, tags: rule.tags, comment: rule.comment },
    etag: `etag-${rule.key}`,
    lastAuthor: "ci@example.org",
    ...members,
  };
}

export const live = (record: HiveRecord): LiveRule => ({ readable: true, record });

/** The rules that a task wants. */
export const rulesOf = (declared: Task, memory?: TaskRow): DesiredRule[] =>
  desiredRules(project, declared, memory, nowMs);

/** The only rule that a task wants. */
export function ruleOf(declared: Task, memory?: TaskRow): DesiredRule {
  const [rule] = rulesOf(declared, memory);
  if (rule === undefined) throw new Error(`${declared.name} has no response`);
  return rule;
}

/** The ledger's row of a rule that stands as it is wanted. */
export function appliedRow(rule: DesiredRule): RuleRow {
  const content = comparableDesired(rule);
  return { task: rule.task, applied: { hash: comparableHash(content), content } };
}

export const tagOfOwner = ownerTag(project);

/** A world in a few words: everything left out is empty, present and readable. */
export interface World {
  readonly tasks?: readonly Task[];
  readonly rows?: { readonly [name: string]: TaskRow };
  readonly rules?: { readonly [key: string]: RuleRow };
  readonly queue?: readonly QueueEntry[] | QueueReading;
  readonly live?: readonly LiveRule[];
  readonly sensors?: readonly SensorRecord[];
  readonly online?: readonly string[];
  readonly ledger?: LedgerReading;
  readonly witness?: WitnessReading;
  /** The whole organization is paused in its ledger. */
  readonly paused?: Pause;
  readonly evidence?: EvidenceByToken;
  readonly failures?: FailuresByToken;
  readonly subscribed?: boolean;
  readonly subscribe?: boolean;
  readonly nowMs?: number;
  readonly inForce?: PlanInput["inForce"];
  readonly rulesFile?: string;
}

export function inputOf(world: World): PlanInput {
  const queue = world.queue ?? [];
  const usable = {
    ...ledgerOf(world.rows ?? {}, world.rules),
    ...(world.paused === undefined ? {} : { paused: world.paused }),
  };
  return {
    project,
    organization: "prod",
    oid,
    tasks: world.tasks ?? [],
    subscribe: world.subscribe ?? false,
    observation: {
      nowMs: world.nowMs ?? nowMs,
      subscribed: world.subscribed ?? true,
      ledger: world.ledger ?? present(usable),
      witness: world.witness ?? { state: "none" },
      queue: "readable" in queue ? queue : { readable: true, entries: queue },
      rules: world.live ?? [],
      evidence: world.evidence ?? new Map(),
      ...(world.failures === undefined ? {} : { failures: world.failures }),
      fleet: { sensors: world.sensors ?? threeSensors, online: new Set(world.online ?? ["sid-1"]) },
    },
    inForce: world.inForce ?? {},
    ...(world.rulesFile === undefined ? {} : { rulesFile: world.rulesFile }),
  };
}

export const planOf = (world: World): Plan => makePlan(inputOf(world));

type ChangeOf<V extends Verb, C extends Change = Change> = C extends Change
  ? [V & C["verb"]] extends [never]
    ? never
    : C
  : never;

/** The changes of some verbs. */
export function changesOf<V extends Verb>(plan: Plan, ...verbs: readonly V[]): ChangeOf<V>[] {
  const isWanted = (change: Change): change is ChangeOf<V> =>
    (verbs as readonly Verb[]).includes(change.verb);
  return plan.changes.filter(isWanted);
}

/** A plan in short lines: verb, what it is about, and the row of the table. */
export function inShort(plan: Plan): string[] {
  return [
    ...plan.changes.map((change) => `${change.verb} ${subjectOf(change)} (${change.row})`),
    ...plan.held.map((held) => `held ${held.object} ${held.name} (${held.row})`),
    ...plan.unchanged.map((same) => `unchanged ${same.object} ${same.name} (${same.row})`),
    ...plan.foreign.map((foreign) => `foreign ${foreign.object} ${foreign.name}`),
  ];
}

function subjectOf(change: Change): string {
  switch (change.verb) {
    case "subscribe":
      return change.extension;
    case "create-rule":
    case "update-rule":
      return change.rule.key;
    case "delete-rule":
    case "forget-rule":
    case "adopt-rule":
      return change.key;
    case "move":
      return `${change.from} to ${change.task}`;
    case "issue":
    case "accept":
      return `${change.task} run ${change.run}`;
    case "cancel":
    case "adopt":
      return [change.task, "run", change.run, ...(change.taskId === undefined ? [] : [change.taskId])].join(
        " ",
      );
    default:
      return change.task;
  }
}

import { type Ledger, ruleRow, type RunRow, taskRow } from "../model/ledger.js";
import type { HiveRecord } from "../model/rule.js";
import { type DeclaredTask, defaultTtlSeconds } from "../model/task.js";
import { digestVersion, formToken } from "../model/token.js";
import { comparableHash, comparableLive } from "../plan/comparable-rule.js";
import { ownerTag } from "../plan/desired-rules.js";
import { withRule, withRemembered } from "../plan/record.js";
import { withForeignRun } from "../plan/record-decision.js";
import { runInputs } from "../plan/run-inputs.js";
import type { Draft } from "./draft.js";

/** A draft as its file says it, read again. */
export interface Import {
  readonly draft: Draft;
  readonly task: DeclaredTask;
}

/**
 * The ledger that knows the imported runs as over for us: nothing of them is ever requested, and nothing of them is cancelled. Their
 * rules are known as somebody else's. Equal to the ledger before when it knows all of it.
 */
export function withImports(ledger: Ledger, imports: readonly Import[], nowMs: number): Ledger {
  return imports.reduce((before, each) => withRules(withTaskOf(before, each, nowMs), each), ledger);
}

function withTaskOf(ledger: Ledger, { draft, task }: Import, nowMs: number): Ledger {
  if (!draft.recorded) {
    const of = { task: task.name, onRemove: task.onRemove };
    return { ...ledger, ...withForeignRun(ledger, runRow(ledger, { draft, task }, nowMs), of) };
  }
  const isBuried = taskRow(ledger, task.name)?.tombstone !== undefined;
  return isBuried ? { ...ledger, ...withRemembered(ledger, task.name, task.onRemove) } : ledger;
}

function withRules(ledger: Ledger, { draft, task }: Import): Ledger {
  const strange = draft.rules.filter(({ key }) => ruleRow(ledger, key) === undefined);
  return strange.reduce((before, record) => {
    const content = comparableLive(record, ownerTag(before.project));
    const applied = { hash: comparableHash(content), content };
    return { ...before, ...withRule(before, record.key, { task: task.name, foreign: "keep", applied }) };
  }, ledger);
}

/** True when a live rule says what a task's file says of it. */
export const standsAs = (record: HiveRecord, wantedHash: string, project: string): boolean =>
  comparableHash(comparableLive(record, ownerTag(project))) === wantedHash;

/**
 * The run that somebody else's requests count as. Only its task ids prove what is of it: its token is the context that they carry, or
 * where a file cannot have that, the one that the file's own run would have had.
 */
function runRow(ledger: Ledger, { draft, task }: Import, nowMs: number): RunRow {
  const inputs = runInputs(task);
  const { context, ttlSeconds = defaultTtlSeconds, run } = task;
  const own = { inputs, context, run, rendered: inputs, exactContext: false };
  const { project, oid, ledgerId } = ledger;
  const token =
    draft.context !== undefined && context === draft.context
      ? draft.context
      : formToken({ ...own, project, oid, ledgerId });
  return {
    run,
    token,
    state: "issued",
    how: "adopted",
    foreign: "keep",
    digestVersion,
    inputs,
    exactContext: true,
    request: { command: task.command, target: inputs.target, context: token, ttlSeconds },
    taskIds: draft.taskIds,
    intentAtMs: nowMs,
    issuedAtMs: nowMs,
    expiresAtMs: draft.expiresAtMs ?? nowMs + ttlSeconds * 1000,
  };
}

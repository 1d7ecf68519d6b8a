import {
  type Ledger,
  latestRun,
  type Pause,
  remembersNothing,
  type RunRow,
  type TaskRow,
  taskRow,
} from "../model/ledger.js";
import type { OnRemove } from "../model/task.js";
import { emptyRow, type LedgerMembers, withRun, withTask } from "./record.js";

/** An entry of somebody else, recorded as a run of a task: nothing was sent for it. */
export function withForeignRun(
  members: LedgerMembers,
  run: RunRow,
  of: { readonly task: string; readonly onRemove: OnRemove },
): LedgerMembers {
  const { tombstone: _back, ...before } = taskRow(members, of.task) ?? { ...emptyRow, onRemove: of.onRemove };
  return withTask(members, of.task, { ...withRun(before, run), onRemove: of.onRemove });
}

/** The latest run when nobody knows whether it was sent. */
export function unresolvedRun(row: TaskRow): RunRow | undefined {
  const latest = latestRun(row);
  return latest?.state === "unresolved" ? latest : undefined;
}

/** An unresolved run closed as issued, by a person's word. Its number stays used up, and its token stays watched. */
export function withResolved(members: LedgerMembers, name: string, run: RunRow): LedgerMembers {
  const row = taskRow(members, name);
  if (row === undefined) return members;
  const closed: RunRow = { ...run, state: "issued", how: "resolved", issuedAtMs: run.intentAtMs };
  return withTask(members, name, withRun(row, closed));
}

/** Runs of a lost ledger closed by a person's word: none of them is issued. */
export function withClosed(members: LedgerMembers, name: string): LedgerMembers {
  const row = taskRow(members, name);
  return row?.unknown === undefined
    ? members
    : withTask(members, name, { ...row, unknown: { ...row.unknown, closed: true } });
}

/** The whole organization paused. What paused single tasks stays. */
export const withPause = (ledger: Ledger, pause: Pause): Ledger => ({ ...ledger, paused: pause });

/** The whole organization not paused any more; tasks that are paused by name stay so. */
export function withoutPause({ paused: _ended, ...ledger }: Ledger): Ledger {
  return ledger;
}

/** One task paused; a row that says nothing else is made for one that the ledger never heard of. */
export function withTaskPause(ledger: Ledger, name: string, pause: Pause): Ledger {
  const row = taskRow(ledger, name) ?? { ...emptyRow, onRemove: "cancel" as const };
  return { ...ledger, ...withTask(ledger, name, { ...row, paused: pause }) };
}

/** One task not paused any more; a row that says nothing else goes. */
export function withoutTaskPause(ledger: Ledger, name: string): Ledger {
  const row = taskRow(ledger, name);
  if (row === undefined) return ledger;
  const { paused: _ended, ...rest } = row;
  return { ...ledger, ...withTask(ledger, name, remembersNothing(rest) ? undefined : rest) };
}

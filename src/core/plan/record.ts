import type { AcceptChange, AdoptChange, CancelChange, IssueChange } from "../model/change.js";
import {
  type IssueCounts,
  type Ledger,
  type RuleRow,
  type RunRow,
  type TaskRow,
  taskRow,
} from "../model/ledger.js";
import { digestVersion } from "../model/token.js";

/** The members of a ledger that steps change. */
export type LedgerMembers = Pick<Ledger, "tasks" | "rules">;

/** Where a run was asked for. */
export interface Origin {
  readonly commit?: string;
  readonly author?: string;
}

/** A row before anything is recorded in it. */
export const emptyRow: Omit<TaskRow, "onRemove"> = { highest: 0, runs: [] };

/** Replaces one task's row; undefined takes it out. */
export function withTask(members: LedgerMembers, name: string, row: TaskRow | undefined): LedgerMembers {
  const { [name]: _before, ...others } = members.tasks;
  return { ...members, tasks: row === undefined ? others : { ...others, [name]: row } };
}

/** Replaces one rule's row; undefined takes it out. */
export function withRule(members: LedgerMembers, key: string, row: RuleRow | undefined): LedgerMembers {
  const { [key]: _before, ...others } = members.rules;
  return { ...members, rules: row === undefined ? others : { ...others, [key]: row } };
}

/** Adds one run to a row, or replaces it. */
export function withRun(row: TaskRow, run: RunRow): TaskRow {
  const others = row.runs.filter((known) => known.run !== run.run);
  return {
    ...row,
    highest: Math.max(row.highest, run.run),
    runs: [...others, run].toSorted((a, b) => a.run - b.run),
  };
}

/** Ledger before effect: the run as it stands before its request is sent. */
export function withIntent(
  members: LedgerMembers,
  change: IssueChange,
  at: Origin & { readonly nowMs: number },
): LedgerMembers {
  const { tombstone: _back, ...before } = taskRow(members, change.task) ?? {
    ...emptyRow,
    onRemove: change.onRemove,
  };
  const run: RunRow = {
    run: change.run,
    token: change.request.context,
    state: "unresolved",
    how: "requested",
    digestVersion,
    inputs: change.inputs,
    exactContext: change.exactContext,
    request: change.request,
    taskIds: [],
    intentAtMs: at.nowMs,
    expiresAtMs: at.nowMs + change.request.ttlSeconds * 1000,
    ...(at.commit === undefined ? {} : { commit: at.commit }),
    ...(at.author === undefined ? {} : { author: at.author }),
  };
  return withTask(members, change.task, { ...withRun(before, run), onRemove: change.onRemove });
}

/** The intent taken back: provably nothing was accepted, so the run is not used up. `before` is the row as it was. */
export function withoutIntent(
  members: LedgerMembers,
  change: IssueChange,
  before: TaskRow | undefined,
): LedgerMembers {
  return withTask(members, change.task, before);
}

/** The run with its answer. The TTL counts from the answer: the service's own end is never later. */
export function withIssued(
  members: LedgerMembers,
  change: IssueChange,
  answer: { readonly taskId: string; readonly counts?: IssueCounts; readonly nowMs: number },
): LedgerMembers {
  return mapRun(members, change.task, change.run, (run) => ({
    ...run,
    state: "issued",
    taskIds: [...new Set([...run.taskIds, answer.taskId])],
    issuedAtMs: answer.nowMs,
    expiresAtMs: answer.nowMs + run.request.ttlSeconds * 1000,
    ...(answer.counts === undefined ? {} : { counts: answer.counts }),
  }));
}

/** An entry of the queue recorded as the run it is. */
export function withAdopted(
  members: LedgerMembers,
  change: Omit<AdoptChange, "fingerprint">,
  nowMs: number,
): LedgerMembers {
  const row = taskRow(members, change.task) ?? { ...emptyRow, onRemove: change.onRemove };
  const known = row.runs.find((run) => run.run === change.run);
  const run: RunRow = {
    digestVersion,
    inputs: change.inputs,
    exactContext: false,
    intentAtMs: nowMs,
    expiresAtMs: nowMs + change.request.ttlSeconds * 1000,
    ...known,
    run: change.run,
    token: change.token,
    request: change.request,
    state: "issued",
    how: "adopted",
    taskIds: [
      ...new Set([...(change.taskId === undefined ? [] : [change.taskId]), ...(known?.taskIds ?? [])]),
    ],
    issuedAtMs: nowMs,
  };
  return withTask(members, change.task, withRun(row, run));
}

/** The run whose pending rest is gone. A repeated entry is noted beside the run's own id and ends nothing. */
export function withCancelled(
  members: LedgerMembers,
  change: Pick<CancelChange, "task" | "run" | "taskId"> & { readonly because?: CancelChange["because"] },
  nowMs: number,
): LedgerMembers {
  return mapRun(members, change.task, change.run, (run) => {
    const taskIds = [...new Set([...run.taskIds, change.taskId])];
    return change.because === "repeated"
      ? { ...run, taskIds }
      : { ...run, taskIds, state: "cancelled", cancelledAtMs: nowMs };
  });
}

/** A later wording that needs no new run. */
export function withAccepted(members: LedgerMembers, change: AcceptChange): LedgerMembers {
  return mapRun(members, change.task, change.run, (run) => ({
    ...run,
    accepted: [...(run.accepted ?? []), change.inputs],
  }));
}

/** What stays of a removed task: everything it ran, marked as gone. */
export function withTombstone(members: LedgerMembers, name: string, nowMs: number): LedgerMembers {
  const row = taskRow(members, name);
  return row === undefined ? members : withTask(members, name, { ...row, tombstone: { atMs: nowMs } });
}

/** A task whose file is back, or says something else about its removal. */
export function withRemembered(
  members: LedgerMembers,
  name: string,
  onRemove: TaskRow["onRemove"],
): LedgerMembers {
  const row = taskRow(members, name);
  if (row === undefined) return members;
  const { tombstone: _back, ...rest } = row;
  return withTask(members, name, { ...rest, onRemove });
}

function mapRun(
  members: LedgerMembers,
  name: string,
  number: number,
  change: (run: RunRow) => RunRow,
): LedgerMembers {
  const row = taskRow(members, name);
  const run = row?.runs.find((known) => known.run === number);
  return row === undefined || run === undefined
    ? members
    : withTask(members, name, withRun(row, change(run)));
}

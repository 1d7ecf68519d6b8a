import type {
  AcceptChange,
  AdoptChange,
  CancelChange,
  IssueChange,
  RescheduleChange,
} from "../model/change.js";
import {
  type IssueCounts,
  type Ledger,
  type RuleRow,
  type RunRow,
  type TaskRow,
  taskRow,
} from "../model/ledger.js";
import { digestVersion } from "../model/token.js";
import { withoutOldParts } from "./old-parts.js";
import { serving } from "./served.js";

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

/** Adds one run to a row, or replaces it where it stands: the parts of a run keep the order in which they were issued. */
export function withRun(row: TaskRow, run: RunRow): TaskRow {
  const isIt = (known: RunRow): boolean =>
    known.run === run.run &&
    (known.token === run.token || (known.part === undefined && run.part === undefined));
  const runs = row.runs.some(isIt)
    ? row.runs.map((known) => (isIt(known) ? run : known))
    : [...row.runs, run].toSorted((a, b) => a.run - b.run);
  return { ...row, highest: Math.max(row.highest, run.run), runs };
}

/** Ledger before effect: the run as it stands before its request is sent. */
export function withIntent(
  members: LedgerMembers,
  change: IssueChange,
  at: Origin & {
    readonly nowMs: number;
    /** Of a run for newcomers as well: ids of the sensors that count as served from now on. */
    readonly serves?: readonly string[];
  },
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
    ...partOf(change),
    ...(at.commit === undefined ? {} : { commit: at.commit }),
    ...(at.author === undefined ? {} : { author: at.author }),
  };
  const old = withoutOldParts(before, at.nowMs);
  const row = at.serves === undefined ? old : serving(old, change.run, at.serves);
  return withTask(members, change.task, { ...withRun(row, run), onRemove: change.onRemove });
}

const partOf = ({ part, terms }: Pick<IssueChange, "part" | "terms">): Pick<RunRow, "part" | "terms"> => ({
  ...(part === undefined ? {} : { part }),
  ...(terms === undefined ? {} : { terms }),
});

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
  return mapRun(members, change.task, { run: change.run, token: change.request.context }, (run) => ({
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
  const known = row.runs.find(({ run, token }) => run === change.run && token === change.token);
  const run: RunRow = {
    digestVersion,
    inputs: change.inputs,
    exactContext: false,
    intentAtMs: nowMs,
    expiresAtMs: nowMs + change.request.ttlSeconds * 1000,
    ...partOf(change),
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
  change: Pick<CancelChange, "task" | "run" | "token" | "taskId"> & {
    readonly because?: CancelChange["because"];
  },
  nowMs: number,
): LedgerMembers {
  return mapRun(members, change.task, change, (run) => {
    const taskIds = [...new Set([...run.taskIds, change.taskId])];
    if (change.because === "repeated") return { ...run, taskIds };
    const isReplaced = run.part !== undefined && change.because === "superseded";
    const superseded = isReplaced ? { superseded: true as const } : {};
    return { ...run, taskIds, state: "cancelled", cancelledAtMs: nowMs, ...superseded };
  });
}

/** A later wording that needs no new run. */
export function withAccepted(members: LedgerMembers, change: AcceptChange): LedgerMembers {
  return mapRun(members, change.task, { run: change.run }, (run) => ({
    ...run,
    accepted: [...(run.accepted ?? []), change.inputs],
  }));
}

/** A run in parts that goes on under other terms. */
export function withTerms(members: LedgerMembers, change: RescheduleChange): LedgerMembers {
  return mapRun(members, change.task, change, (run) => ({ ...run, terms: change.terms }));
}

/** What stays of a removed task: everything it ran, marked as gone. A run in parts does not go on when the file comes back. */
export function withTombstone(members: LedgerMembers, name: string, nowMs: number): LedgerMembers {
  const row = taskRow(members, name);
  if (row === undefined) return members;
  return withTask(members, name, { ...withPartsOver(row), tombstone: { atMs: nowMs } });
}

/** A task of whose runs in parts no further part follows; what was issued stays as it is. */
export function withNothingFollowing(members: LedgerMembers, name: string): LedgerMembers {
  const row = taskRow(members, name);
  return row === undefined ? members : withTask(members, name, withPartsOver(row));
}

/** A row of whose runs in parts no further part follows: only a higher run begins anew. */
export function withPartsOver(row: TaskRow): TaskRow {
  const runs = row.runs.map((run) => (run.part === undefined ? run : { ...run, over: true as const }));
  return { ...row, runs };
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

/** Changes one run, named by its number and token; without a token the last that has the number. */
function mapRun(
  members: LedgerMembers,
  name: string,
  { run: number, token }: { readonly run: number; readonly token?: string },
  change: (run: RunRow) => RunRow,
): LedgerMembers {
  const row = taskRow(members, name);
  const run = row?.runs.findLast(
    (known) => known.run === number && (token === undefined || known.token === token),
  );
  return row === undefined || run === undefined
    ? members
    : withTask(members, name, withRun(row, change(run)));
}

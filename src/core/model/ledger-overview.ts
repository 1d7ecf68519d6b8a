import type { LedgerBackend } from "./configuration.js";
import { compareText } from "./finding.js";
import { ledgerBytes, ledgerLimitBytes } from "./ledger-size.js";
import {
  type AppliedCommit,
  type Lease,
  type Ledger,
  latestRun,
  type LedgerReading,
  type Pause,
  type RuleRow,
  type RunRow,
  type TaskRow,
} from "./ledger.js";
import { type Rescue, rescue } from "./ledger-rescue.js";

/** What `ledger show` says of one organization. */
export type LedgerOverview = { readonly organization: string; readonly backend: LedgerBackend } & (
  | { readonly state: "absent" }
  | {
      readonly state: "unreadable";
      readonly reason: string;
      /** What is still whole in it; absent where there is no document whose rows can be told apart. */
      readonly rescue?: Rescue;
    }
  | PresentOverview
);

interface PresentOverview {
  readonly state: "present";
  readonly ledgerId: string;
  readonly serial: number;
  readonly createdAtMs: number;
  readonly createdWith: Ledger["createdWith"];
  /** Server time, epoch milliseconds. */
  readonly nowMs: number;
  readonly lease?: Lease;
  readonly commit?: AppliedCommit;
  readonly paused?: Pause;
  readonly bytes: number;
  readonly limitBytes: number;
  readonly tasks: readonly TaskOverview[];
  readonly rules: readonly RuleOverview[];
}

/** One task: how high its runs went, and its latest one. */
export interface TaskOverview extends Pick<TaskRow, "highest" | "paused" | "tombstone" | "onRemove"> {
  readonly name: string;
  readonly runs: number;
  /** Runs up to this one are recorded as not wanted. */
  readonly baseline?: number;
  /** Nobody knows whether runs up to this one ever ran. */
  readonly unknown?: number;
  readonly latest?: Pick<
    RunRow,
    "run" | "state" | "how" | "foreign" | "token" | "taskIds" | "counts" | "issuedAtMs" | "expiresAtMs"
  >;
}

/** One rule of ours: `written` stands as we put it there; the others were about to be when the ledger was last written. */
export interface RuleOverview {
  readonly key: string;
  readonly task: string;
  readonly state: "written" | "being-written" | "being-deleted";
}

export interface OverviewInput {
  readonly organization: string;
  readonly backend: LedgerBackend;
  readonly reading: LedgerReading;
  readonly nowMs: number;
}

/** A ledger in the words of a person who looks at it. Pure. */
export function ledgerOverview({ organization, backend, reading, nowMs }: OverviewInput): LedgerOverview {
  const base = { organization, backend };
  if (reading.state === "absent") return { ...base, state: "absent" };
  if (reading.state === "unreadable") {
    const { reason, stored } = reading;
    const found = stored === undefined ? undefined : rescue(stored);
    return { ...base, state: "unreadable", reason, ...(found === undefined ? {} : { rescue: found }) };
  }
  const { ledger } = reading;
  const { ledgerId, serial, createdAtMs, createdWith, lease, commit, paused } = ledger;
  return {
    ...base,
    state: "present",
    ledgerId,
    serial,
    createdAtMs,
    createdWith,
    nowMs,
    ...(lease === undefined ? {} : { lease }),
    ...(commit === undefined ? {} : { commit }),
    ...(paused === undefined ? {} : { paused }),
    bytes: ledgerBytes(ledger),
    limitBytes: ledgerLimitBytes,
    tasks: named(ledger.tasks).map(([name, row]) => taskOverview(name, row)),
    rules: named(ledger.rules).map(([key, row]) => ({ key, task: row.task, state: stateOf(row) })),
  };
}

const named = <T>(rows: { readonly [name: string]: T }): [string, T][] =>
  Object.entries(rows).toSorted(([a], [b]) => compareText(a, b));

function taskOverview(name: string, row: TaskRow): TaskOverview {
  const { highest, onRemove, paused, tombstone, baseline, unknown, runs } = row;
  const latest = latestRun(row);
  return {
    name,
    highest,
    onRemove,
    runs: runs.length,
    ...(paused === undefined ? {} : { paused }),
    ...(tombstone === undefined ? {} : { tombstone }),
    ...(baseline === undefined ? {} : { baseline: baseline.run }),
    ...(unknown === undefined ? {} : { unknown: unknown.run }),
    ...(latest === undefined ? {} : { latest: runOverview(latest) }),
  };
}

function runOverview(latest: RunRow): NonNullable<TaskOverview["latest"]> {
  const { run, state, how, foreign, token, taskIds, counts, issuedAtMs, expiresAtMs } = latest;
  return {
    run,
    state,
    how,
    token,
    taskIds,
    expiresAtMs,
    ...(foreign === undefined ? {} : { foreign }),
    ...(counts === undefined ? {} : { counts }),
    ...(issuedAtMs === undefined ? {} : { issuedAtMs }),
  };
}

function stateOf({ intent }: RuleRow): RuleOverview["state"] {
  if (intent === undefined) return "written";
  return intent.verb === "write" ? "being-written" : "being-deleted";
}

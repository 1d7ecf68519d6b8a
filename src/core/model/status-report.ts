import type { Held, NextStep } from "./change.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { hasErrors } from "./finding.js";
import type { AppliedCommit, Pause, RunRow } from "./ledger.js";
import { lookedAt, notLookedAt, type Walked } from "./report.js";
import type { RunObservation } from "./run-observation.js";

/**
 * The sensors of a run by what became of them. What is not known is absent. Where `targeted` is known, it is the sum of all the others
 * (an absent one counts nothing).
 */
export interface RunCounts {
  /** Sensors that the service matched when it took the run. */
  readonly targeted?: number;
  /** Confirmed the receipt of the command: at least so many. */
  readonly delivered?: number;
  /** Waiting in the queue. */
  readonly pending?: number;
  /** Never got it: what waited at the last look before the end. */
  readonly expired?: number;
  /** Matched and cannot be told: adapters, and sensors that were neither sent to nor queued for. */
  readonly notTaskable?: number;
  /** Nobody knows. */
  readonly unknown?: number;
  /** Set when the numbers are not of now: server time of the last look, epoch milliseconds. */
  readonly asOfMs?: number;
}

/** How many got it, where the numbers say so: when all others make up the whole, nobody did. */
export const deliveredOf = ({ targeted, delivered, unknown }: RunCounts): number | undefined =>
  delivered ?? (targeted !== undefined && unknown === 0 ? 0 : undefined);

/**
 * `unresolved`: it was about to be sent, and nobody knows whether it was. `pending`: somebody waits for it. `delivered`: nobody does,
 * before its end. `left`: it is not in the queue before its end, and how many got it is not known. `probably-cancelled`: it left the
 * queue while sensors that it waited for were not seen. `ended`: its TTL is over. `cancelled`: by us. `unseen`: the queue could not be read.
 */
export type RunStage =
  | "unresolved"
  | "pending"
  | "delivered"
  | "left"
  | "probably-cancelled"
  | "ended"
  | "cancelled"
  | "unseen";

/** A sensor that waits for a run. */
export interface WaitingSensor {
  readonly sid: string;
  readonly hostname?: string;
  /** Its last connection, epoch milliseconds; absent when the listing does not say it. */
  readonly lastSeenMs?: number;
}

/** One look at a run, as the ledger kept it. */
export type RunLook = Pick<RunObservation, "atMs" | "pending" | "delivered">;

/** How far the run of a task is that is in force. */
export interface RunStatus extends Pick<RunRow, "run" | "token" | "taskIds" | "how" | "expiresAtMs"> {
  readonly stage: RunStage;
  readonly issuedAtMs?: number;
  readonly cancelledAtMs?: number;
  readonly commit?: string;
  readonly author?: string;
  /** Set when somebody else made it: how many sensors it was meant for is not known. */
  readonly coverage?: "unknown";
  readonly counts: RunCounts;
  /** At least so many sensors left the queue without having been seen since. */
  readonly lost?: number;
  /** Of those that wait the one that was away the longest. */
  readonly oldestWaiting?: WaitingSensor;
  /** How many wait, by platform; absent when the queue does not say who. */
  readonly waitingOn?: { readonly [platform: string]: number };
  /** How far it was when somebody looked, oldest first; absent when nobody did. */
  readonly observed?: readonly RunLook[];
}

/** What the response rules of a task detected lately, or why nobody can tell. */
export type RuleDetections =
  | {
      /** Since when was looked, server time, epoch milliseconds. */
      readonly sinceMs: number;
      readonly count: number;
      /** There were more than anybody read: at least so many. */
      readonly isCut?: true;
      /** The last one, server time, epoch milliseconds. */
      readonly lastMs?: number;
      /** Their names, each once, in order. */
      readonly names: readonly string[];
    }
  | { readonly unreadable: string };

/** A sensor that a run failed on. */
export type FailedSensor = Pick<WaitingSensor, "sid" | "hostname">;

/** The sensors that the run in force failed on, in all its waves, as the extension tells it. */
export interface TaskFailures {
  /** With a `doubt`: at least so many. */
  readonly count: number;
  /** Some of them: those that the extension named. */
  readonly sensors: readonly FailedSensor[];
  /** Why there may be others. */
  readonly doubt?: string;
}

/** One task in one organization. */
export interface TaskStatus {
  readonly task: string;
  /** Whether the files declare it here. */
  readonly declared: boolean;
  /** The run in force; absent when none was ever issued here. */
  readonly status?: RunStatus;
  /** What stands instead of a run, or beside it, as a sentence. */
  readonly note?: string;
  /** What becomes of a run that is issued in parts. */
  readonly next?: NextStep;
  readonly paused?: Pause;
  /** What a person must decide about it. */
  readonly held: readonly Held[];
  /** Only with `--detections`, and where it has a response rule. */
  readonly detections?: RuleDetections;
  /** Only with `--failures`, and where a run was issued. */
  readonly failures?: TaskFailures;
}

/** What became of `--record`. */
export interface Recording {
  readonly result: "recorded" | "nothing-new" | "not-recorded";
  /** Why it was not recorded, or what is left to do. */
  readonly reason?: string;
}

/** The tasks of one organization. */
export interface OrganizationStatus {
  readonly organization: string;
  readonly oid: string;
  /** Server time, epoch milliseconds. */
  readonly nowMs: number;
  /** The commit of the last apply. */
  readonly commit?: AppliedCommit;
  readonly paused?: Pause;
  /** What a person must decide about the whole organization. */
  readonly held: readonly Held[];
  /** Why the queue could not be read: everything is as last observed then. */
  readonly unreadable?: string;
  readonly tasks: readonly TaskStatus[];
  /** Only with `--record`. */
  readonly recording?: Recording;
}

/** What a status exits with: what is shown is no failure, what could not be looked at is one. */
export function statusExitCode(report: Walked<OrganizationStatus>): ExitCode {
  if (hasErrors(report.findings)) return exitCode.invalid;
  const isBlind = lookedAt(report).some(({ unreadable }) => unreadable !== undefined);
  return isBlind || notLookedAt(report).length > 0 ? exitCode.failed : exitCode.done;
}

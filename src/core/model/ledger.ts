import { canonicalJson } from "./canonical.js";
import type { LedgerBackend } from "./configuration.js";
import { sha256Hex } from "./sha256.js";
import type { Json } from "./json.js";
import type { RunObservation } from "./run-observation.js";
import { isSamePeriod, type RunPart } from "./run-part.js";
import type { Target } from "./target.js";
import type { OnRemove } from "./task.js";
import type { RunInputs } from "./token.js";

/** The newest ledger format this program understands. */
export const ledgerVersion = 2;

/**
 * What a ledger begins with. It becomes 2 with the first run that is issued in parts: a program that does not know parts would take
 * them for one run, and forget all but one. Until then older programs may go on with it.
 */
export const firstLedgerVersion = 1;

/** What is sent to issue a run, kept to the letter. */
export interface TaskRequest {
  readonly command: string;
  readonly target: Target;
  /** The token. */
  readonly context: string;
  readonly ttlSeconds: number;
}

/** How many sensors the service matched, sent to at once, and queued for. */
export interface IssueCounts {
  readonly total: number;
  readonly tasked: number;
  readonly queued: number;
}

/** A person's word that nothing is issued and nothing cancelled, until somebody resumes. `cancel-all`: everything pending was cancelled first. */
export interface Pause {
  readonly why: "pause" | "cancel-all";
  /** Who asked for it. */
  readonly by: string;
  /** Server time, epoch milliseconds. */
  readonly atMs: number;
}

/**
 * One issuance as the ledger remembers it.
 * `unresolved`: the intent is recorded and its answer is not. `issued`: the service took it (or we adopted it).
 * `cancelled`: issued, then its pending rest was cancelled by us.
 * Of a run that is issued in parts there is one row for each, in the order in which they were issued.
 */
export interface RunRow {
  readonly run: number;
  readonly token: string;
  readonly state: "unresolved" | "issued" | "cancelled";
  /** How we know of it: our own request, an entry found in the queue, or a person's word. */
  readonly how: "requested" | "adopted" | "resolved";
  readonly digestVersion: number;
  readonly inputs: RunInputs;
  readonly exactContext: boolean;
  /** Set when somebody else made it and a person adopted it: how far it reached is not known. `keep`: its removal cancels nothing. */
  readonly foreign?: "keep" | "own";
  readonly request: TaskRequest;
  /** Task ids known to carry our token, the answer's first; more than one means the platform repeated the request. */
  readonly taskIds: readonly string[];
  /** Server time, epoch milliseconds. */
  readonly intentAtMs: number;
  readonly issuedAtMs?: number;
  readonly cancelledAtMs?: number;
  /** Server time after which nothing of it is delivered any more. */
  readonly expiresAtMs: number;
  readonly counts?: IssueCounts;
  readonly commit?: string;
  readonly author?: string;
  /** Later wordings of the file that a person accepted without a new run. */
  readonly accepted?: readonly RunInputs[];
  /** How far it was when somebody looked, oldest first: the first look, the newest changes, the last look. */
  readonly observed?: readonly RunObservation[];
  /** Which part of its run this is; absent: all of it. */
  readonly part?: RunPart;
  /** Digest of the terms under which the run goes on, as they were agreed to; only with `part`. */
  readonly terms?: string;
  /** Set when it was cancelled to make room for the next part: the run goes on. */
  readonly superseded?: true;
  /** Set when its file was removed, a part reached too many and could not be cancelled, or the ledger was made again: no part follows. */
  readonly over?: true;
}

/** All the ledger knows of one task, for ever. */
export interface TaskRow {
  /** The highest run ever requested, or recorded as not wanted. */
  readonly highest: number;
  readonly runs: readonly RunRow[];
  readonly onRemove: OnRemove;
  /** Set when the task was recorded as not wanted here, up to this run; its inputs let a rename be recognised. */
  readonly baseline?: { readonly run: number; readonly inputs: RunInputs };
  /**
   * Set when the ledger was lost and made again: nobody knows whether runs up to this one ever ran, so none of them is issued. A
   * person closes them by `resolve`, or says a higher run.
   */
  readonly unknown?: UnknownRuns;
  /** Set when the task is gone from the files; `movedTo` after a rename. */
  readonly tombstone?: { readonly atMs: number; readonly movedTo?: string };
  readonly paused?: Pause;
  /** Tokens of parts that ended long ago, the oldest first: all that is kept of them. */
  readonly past?: readonly string[];
  /** Of a run for newcomers as well: who gets none of its parts any more. */
  readonly served?: ServedBy;
}

/** The sensors that a run counts as served. */
export interface ServedBy {
  /** The run; what was served by another says nothing of this one. */
  readonly run: number;
  /** As `encodeServed` writes it. */
  readonly sensors: string;
  /**
   * When those were counted that were there at issue: server time, epoch milliseconds. Absent until then, and nothing further of the run
   * is due.
   */
  readonly atMs?: number;
}

/** Runs of a lost ledger of which nothing can be proven. */
export interface UnknownRuns {
  /** The highest of them. */
  readonly run: number;
  /** What the file said of it, so that a rename is recognised. */
  readonly inputs?: RunInputs;
  /** Tokens that were seen of them: they are remembered like every other. */
  readonly tokens?: readonly string[];
  /** A person's word that they count as over. */
  readonly closed?: true;
}

/** A response rule we own. `applied` is what we last put there; `intent` what we were about to do when we last wrote. */
export interface RuleRow {
  readonly task: string;
  /** Set when somebody else made it and the task's file names it: we never delete it. */
  readonly foreign?: "keep";
  readonly applied?: { readonly hash: string; readonly content?: Json };
  readonly intent?: { readonly verb: "write"; readonly hash: string } | { readonly verb: "delete" };
}

/** The right to apply, until it ends. */
export interface Lease {
  readonly id: string;
  readonly owner: string;
  readonly url?: string;
  /** Server time, epoch milliseconds. */
  readonly takenAtMs: number;
  readonly expiresAtMs: number;
}

/** The commit of the last apply. */
export interface AppliedCommit {
  readonly sha: string;
  readonly author?: string;
  readonly uncommitted: boolean;
  /** Set when it does not contain the commit before it, and a person asked for that (`--allow-older`). */
  readonly older?: true;
  readonly atMs: number;
}

/** Our record of one organization and project. Every write raises `serial` and chains to the one before by its hash. */
export interface Ledger {
  readonly version: typeof firstLedgerVersion | typeof ledgerVersion;
  readonly project: string;
  /** Lower-case. */
  readonly oid: string;
  readonly ledgerId: string;
  readonly serial: number;
  /** Hash of the document before this one; empty for the first. */
  readonly previous: string;
  readonly createdAtMs: number;
  /** `rebuild`: it was lost, and made again from what was left to see. */
  readonly createdWith: "run-existing" | "baseline" | "rebuild";
  readonly lease?: Lease;
  readonly commit?: AppliedCommit;
  /** The whole organization is paused. */
  readonly paused?: Pause;
  /** Set in the last document of a backend that was left: the ledger goes on in this one, and nobody may use this document. */
  readonly movedTo?: LedgerBackend;
  readonly tasks: { readonly [name: string]: TaskRow };
  readonly rules: { readonly [key: string]: RuleRow };
}

/** What a ledger backend found. Absent is not empty: it means held, not "nothing was ever issued". */
export type LedgerReading =
  | { readonly state: "present"; readonly ledger: Ledger; readonly version: LedgerStamp }
  | { readonly state: "absent" }
  | UnreadableLedger;

/** A ledger that is there and cannot be used. */
export interface UnreadableLedger {
  readonly state: "unreadable";
  readonly reason: string;
  /** The document's text, where there is one. */
  readonly stored?: string;
  /** The state that was read, so that a restored document can replace exactly this one. */
  readonly version?: LedgerStamp;
  /** Its serial, where the place that it is kept in tells that. */
  readonly serial?: number;
  /** Set when it is whole and ended by a move. */
  readonly movedTo?: LedgerBackend;
}

/** Opaque name of one stored state of a ledger; compare-and-swap expects it. */
export type LedgerStamp = string & { readonly __ledgerStamp: true };

/** The document that follows another: the members replaced, the serial one higher, chained by hash. */
export function nextLedger(
  ledger: Ledger,
  members: Partial<Omit<Ledger, "version" | "serial" | "previous">>,
): Ledger {
  return successor(ledger, { ...ledger, ...members });
}

/** The same for a document from which a member may have gone: it gets the serial and the hash that follow `ledger`. */
export function successor(ledger: Ledger, next: Ledger): Ledger {
  return { ...next, version: versionOf(next), serial: ledger.serial + 1, previous: ledgerHash(ledger) };
}

/** The version whose programs read a document right; it never goes back. */
export function versionOf({ version, tasks }: Pick<Ledger, "version" | "tasks">): Ledger["version"] {
  const hasParts = ({ runs }: TaskRow): boolean => runs.some(({ part }) => part !== undefined);
  return version === ledgerVersion || Object.values(tasks).some(hasParts) ? ledgerVersion : version;
}

/** A document that replaces one in whatever state that is, readable or not: chained to its text. */
export function replacing(stored: string, next: Ledger): Ledger {
  return { ...next, previous: sha256Hex(stored) };
}

/** SHA-256 of a ledger's canonical JSON, hexadecimal: of its text as every backend stores it. */
export function ledgerHash(ledger: Ledger): string {
  return sha256Hex(canonicalJson(ledger));
}

/** The row of a task, undefined when it was never heard of. Safe for names such as `constructor`. */
export function taskRow(ledger: Pick<Ledger, "tasks">, name: string): TaskRow | undefined {
  return Object.hasOwn(ledger.tasks, name) ? ledger.tasks[name] : undefined;
}

/** The row of a rule, undefined when we never had it. */
export function ruleRow(ledger: Pick<Ledger, "rules">, key: string): RuleRow | undefined {
  return Object.hasOwn(ledger.rules, key) ? ledger.rules[key] : undefined;
}

/** Every token that a ledger remembers, of whatever state. */
export function knownTokens({ tasks }: Pick<Ledger, "tasks">): ReadonlySet<string> {
  return new Set(
    Object.values(tasks).flatMap(({ runs, unknown, past }) => [
      ...runs.map(({ token }) => token),
      ...(past ?? []),
      ...(unknown?.tokens ?? []),
    ]),
  );
}

/** The latest run of a row: the one with the highest number, and of its parts the one that was issued last. */
export function latestRun(row: TaskRow): RunRow | undefined {
  return row.runs.reduce<RunRow | undefined>(
    (best, run) => (best && best.run > run.run ? best : run),
    undefined,
  );
}

/** The latest run and the parts of it that still count, the oldest first: parts of earlier periods do not. */
export function partsOfLatest(row: TaskRow): readonly RunRow[] {
  const latest = latestRun(row);
  return row.runs.filter((run) => isWith(latest, run));
}

/** True for one of `partsOfLatest`; who asks about many runs of a row asks for those. */
export const isOfLatest = (row: TaskRow, run: RunRow): boolean => isWith(latestRun(row), run);

const isWith = (latest: RunRow | undefined, run: RunRow): boolean =>
  latest?.run === run.run && isSamePeriod(latest.part, run.part);

/** Clocks differ: a run counts as able to be delivered for this long after its computed end. */
export const expiryMarginMs = 5 * 60_000;

/** True when something of a run may still be delivered, as far as we can know. */
export function isOpen(run: RunRow, nowMs: number): boolean {
  if (run.state === "cancelled") return false;
  return run.state === "unresolved" || nowMs < run.expiresAtMs + expiryMarginMs;
}

/** True for a run that somebody else made and that a person adopted without owning it: it is never cancelled by us. */
export const isKept = (run: RunRow): boolean => run.foreign === "keep";

/** True for a row that says no more than whether the task is paused: nothing was ever recorded of a run. */
export function remembersNothing({ highest, runs, baseline, tombstone }: TaskRow): boolean {
  return highest === 0 && runs.length === 0 && baseline === undefined && tombstone === undefined;
}

/** Late answers may come after the TTL (reference: API, 4.4); listeners stay this long. */
export const answerGraceMs = 24 * 3_600_000;

/** True when an answer of a run may still come, so its listener has to stay. */
export function mayStillAnswer(run: RunRow, nowMs: number): boolean {
  return nowMs < answersEndMs(run);
}

/** Server time from which no answer of a run can come any more. */
export const answersEndMs = ({ expiresAtMs }: RunRow): number => expiresAtMs + answerGraceMs;

import { sameJson } from "../model/canonical.js";
import { type Ledger, mayStillAnswer, type RuleRow, ruleRow, taskRow } from "../model/ledger.js";
import type { DesiredRule, HiveRecord, LiveRule } from "../model/rule.js";
import { type ComparableRule, comparableDesired, comparableHash, comparableLive } from "./comparable-rule.js";
import type { RuleFacts } from "./decide-rule.js";
import { ownerTag } from "./desired-rules.js";
import { heirOf } from "./renames.js";

/** What every decision about rules looks at. */
export interface RuleInput {
  readonly project: string;
  readonly desired: readonly DesiredRule[];
  /** After the moves. */
  readonly ledger: Ledger;
  readonly live: readonly LiveRule[];
  readonly nowMs: number;
  /** The file that brings the rules there; undefined: we write them ourselves. */
  readonly rulesFile?: string;
  /** Keys of the wanted rules whose condition is generated: they hear every run that can still be answered. */
  readonly generated: ReadonlySet<string>;
  /** Tasks that are held because of their name: their rules stay as they are. */
  readonly frozen: ReadonlySet<string>;
}

/** Everything about one rule key, and what is derived from it once. */
export interface RuleSituation {
  readonly key: string;
  /** The task it belongs to now; empty when nobody knows. */
  readonly task: string;
  readonly desired: DesiredRule | undefined;
  readonly row: RuleRow | undefined;
  readonly live: LiveRule | undefined;
  /** The live record, where it can be read. */
  readonly record: HiveRecord | undefined;
  readonly wanted: ComparableRule | undefined;
  readonly found: ComparableRule | undefined;
  readonly wantedHash: string | undefined;
  readonly foundHash: string | undefined;
  /** Hash of what we last put there, as far as live or the ledger proves it. */
  readonly appliedHash: string | undefined;
  /** Whether an answer can still come. A rule of an old name is not needed once the rules under the new one hear in its place. */
  readonly needed: boolean;
  /** The file that brings the rules there; undefined: we write them ourselves. */
  readonly rulesFile: string | undefined;
}

/** The rules of each task that stand, or will, as they are wanted. */
export type Listeners = ReadonlyMap<string, readonly DesiredRule[]>;

/** What stands under one key. */
export function situationOf(
  at: { key: string; desired?: DesiredRule; live: LiveRule | undefined; listeners: Listeners },
  input: RuleInput,
): RuleSituation {
  const { key, desired, live } = at;
  const row = ruleRow(input.ledger, key);
  const task = desired?.task ?? heirOf(input.ledger, row?.task ?? "");
  const wanted = desired && comparableDesired(desired);
  const record = live?.readable === true ? live.record : undefined;
  const found = record && comparableLive(record, ownerTag(input.project));
  const isSame = wanted !== undefined && sameJson(wanted, found);
  const sameHash = isSame ? hashBeside(row, wanted) : undefined;
  const foundHash = sameHash ?? (found && comparableHash(found));
  return {
    key,
    rulesFile: input.rulesFile,
    task,
    desired,
    row,
    live,
    record,
    wanted,
    found,
    wantedHash: sameHash ?? (wanted && comparableHash(wanted)),
    foundHash,
    appliedHash: isIntended(row, foundHash) ? foundHash : row?.applied?.hash,
    needed:
      canBeAnswered(task, input) && !(task !== row?.task && isReplaced({ task, found }, at.listeners, input)),
  };
}

/**
 * Hash of a rule that stands as it is wanted: most are still what the ledger remembers, and its hash stands there. Of rules that differ
 * no hash is taken from there: content and hash of a row that somebody edited may be of two rules, and would make them one.
 */
const hashBeside = (row: RuleRow | undefined, rule: ComparableRule): string =>
  row?.applied !== undefined && sameJson(rule, row.applied.content) ? row.applied.hash : comparableHash(rule);

/** What was about to be written stands there: the write was ours, whatever became of its answer. */
const isIntended = (row: RuleRow | undefined, foundHash: string | undefined): boolean =>
  row?.intent?.verb === "write" && row.intent.hash === foundHash;

/** Whether an answer of any run of a task can still come. */
function canBeAnswered(task: string, { ledger, nowMs }: RuleInput): boolean {
  return taskRow(ledger, task)?.runs.some((run) => mayStillAnswer(run, nowMs)) ?? false;
}

/** Whether a rule under the new name hears what the one under the old name heard. */
function isReplaced(
  old: { readonly task: string; readonly found: ComparableRule | undefined },
  listeners: Listeners,
  { generated }: RuleInput,
): boolean {
  return (listeners.get(old.task) ?? []).some(
    ({ key, data }) => generated.has(key) || sameJson(data.detect, old.found?.["detect"]),
  );
}

/** Reduces a situation to what the table depends on. */
export function ruleFacts(s: RuleSituation): RuleFacts {
  return {
    desired: s.desired === undefined ? "no" : "yes",
    writer: s.rulesFile === undefined ? "api" : "files",
    ledger: ledgerOf(s),
    name: s.desired?.existing ? "file" : "generated",
    live: liveOf(s),
    git: s.wantedHash !== undefined && s.wantedHash === s.appliedHash ? "still" : "moved",
    answers: s.needed ? "possible" : "over",
  };
}

/** What we were about to delete had been proven ours before. */
function ledgerOf({ row }: RuleSituation): RuleFacts["ledger"] {
  if (row === undefined) return "none";
  if (row.foreign !== undefined) return "theirs";
  return row.applied === undefined && row.intent?.verb !== "delete" ? "intent" : "ours";
}

function liveOf(s: RuleSituation): RuleFacts["live"] {
  if (s.live === undefined) return "absent";
  if (s.record === undefined || extensionTag(s.record) !== undefined) return "unreadable";
  if (ledgerOf(s) === "intent" && isIntended(s.row, s.foundHash)) return "intended";
  if (s.foundHash === s.wantedHash) return "desired";
  return s.foundHash === s.appliedHash ? "applied" : "moved";
}

/** A tag that says the record belongs to an extension or to the platform (reference: API, 3.6). */
export function extensionTag(record: HiveRecord): string | undefined {
  return record.userMetadata.tags.find((tag) => tag === "lc:system" || tag.startsWith("ext:"));
}

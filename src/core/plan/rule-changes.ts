import type { Foreign, Held, Unchanged } from "../model/change.js";
import type { Json } from "../model/json.js";
import { type Ledger, mayStillAnswer, type RuleRow, ruleRow, taskRow } from "../model/ledger.js";
import type { DesiredRule, LiveRule } from "../model/rule.js";
import { type ComparableRule, comparableDesired, comparableHash, comparableLive } from "./comparable-rule.js";
import { decideRule, type RuleFacts } from "./decide-rule.js";
import { isProjectKey, ownerTag } from "./desired-rules.js";
import { diffJson } from "./diff.js";
import type { Decided } from "./decided.js";

/** Everything about one rule key, and what is derived from it once. */
interface RuleSituation {
  readonly key: string;
  readonly desired: DesiredRule | undefined;
  readonly row: RuleRow | undefined;
  readonly live: LiveRule | undefined;
  readonly wanted: ComparableRule | undefined;
  readonly found: ComparableRule | undefined;
  readonly wantedHash: string | undefined;
  readonly foundHash: string | undefined;
  /** Hash of what we last put there, as far as live or the ledger proves it. */
  readonly appliedHash: string | undefined;
  readonly answersPossible: boolean;
}

export interface RuleInput {
  readonly project: string;
  readonly desired: readonly DesiredRule[];
  readonly ledger: Ledger;
  readonly live: readonly LiveRule[];
  readonly nowMs: number;
}

/** Decides about every rule that is wanted, remembered, or carries this project's name. */
export function ruleChanges(input: RuleInput): Decided[] {
  const live = new Map(input.live.map((rule) => [keyOf(rule), rule]));
  const desired = new Map(input.desired.map((rule) => [rule.key, rule]));
  const named = [...live.keys()].filter((key) => isProjectKey(input.project, key));
  const keys = new Set([...desired.keys(), ...Object.keys(input.ledger.rules), ...named]);
  return [...keys].map((key) => decide(situationOf(key, desired.get(key), live.get(key), input)));
}

export const keyOf = (rule: LiveRule): string => (rule.readable ? rule.record.key : rule.key);

function situationOf(
  key: string,
  desired: DesiredRule | undefined,
  live: LiveRule | undefined,
  input: RuleInput,
): RuleSituation {
  const row = ruleRow(input.ledger, key);
  const wanted = desired && comparableDesired(desired);
  const found = live?.readable ? comparableLive(live.record, ownerTag(input.project)) : undefined;
  const foundHash = found && comparableHash(found);
  const intended = row?.intent?.verb === "write" && row.intent.hash === foundHash;
  const owner = row && taskRow(input.ledger, row.task);
  return {
    key,
    desired,
    row,
    live,
    wanted,
    found,
    wantedHash: wanted && comparableHash(wanted),
    foundHash,
    appliedHash: intended ? foundHash : row?.applied?.hash,
    answersPossible: owner?.runs.some((run) => mayStillAnswer(run, input.nowMs)) ?? false,
  };
}

function factsOf(s: RuleSituation): RuleFacts {
  return {
    desired: s.desired === undefined ? "no" : "yes",
    ledger: s.row === undefined ? "none" : s.row.applied === undefined ? "intent" : "ours",
    live: liveOf(s),
    git: s.wantedHash !== undefined && s.wantedHash === s.appliedHash ? "still" : "moved",
    answers: s.answersPossible ? "possible" : "over",
  };
}

function liveOf(s: RuleSituation): RuleFacts["live"] {
  if (s.live === undefined) return "absent";
  if (!s.live.readable || extensionTag(s.live) !== undefined) return "unreadable";
  if (s.row?.applied === undefined && s.row?.intent?.verb === "write" && s.row.intent.hash === s.foundHash)
    return "intended";
  if (s.foundHash === s.wantedHash) return "desired";
  return s.foundHash === s.appliedHash ? "applied" : "moved";
}

/** A tag that says the record belongs to an extension or to the platform (reference: API, 3.6). */
function extensionTag(live: LiveRule): string | undefined {
  return live.readable
    ? live.record.userMetadata.tags.find((tag) => tag === "lc:system" || tag.startsWith("ext:"))
    : undefined;
}

function decide(s: RuleSituation): Decided {
  const { row, decision } = decideRule(factsOf(s));
  const object = "rule" as const;
  switch (decision) {
    case "held":
      return { held: [heldRule(row, s)] };
    case "none":
      return { unchanged: [{ row, object, name: s.key, reason: "as declared, and enabled" }] };
    case "keep":
      return {
        unchanged: [
          {
            row,
            object,
            name: s.key,
            reason: "kept: answers of its task's runs can still come",
          } satisfies Unchanged,
        ],
      };
    case "foreign":
      return { foreign: foreignRule(s) };
    case "adopt":
      return {
        changes: [
          {
            verb: "adopt-rule",
            row,
            reason: "written before, and not yet recorded",
            task: taskOf(s),
            key: s.key,
            hash: s.foundHash as string,
            content: { ...(s.found as ComparableRule) },
          },
        ],
      };
    case "forget":
      return {
        changes: [
          {
            verb: "forget-rule",
            row,
            reason: "not wanted any more, and already gone",
            task: taskOf(s),
            key: s.key,
          },
        ],
      };
    case "delete":
      return {
        changes: [
          {
            verb: "delete-rule",
            row,
            reason: "not wanted any more",
            task: taskOf(s),
            key: s.key,
            etag: etagOf(s),
          },
        ],
      };
    case "create":
    case "update":
      return { changes: [writeRule(row, s)] };
  }
}

const taskOf = (s: RuleSituation): string => s.desired?.task ?? (s.row as RuleRow).task;
const etagOf = (s: RuleSituation): string => (s.live?.readable ? s.live.record.etag : "");

function heldRule(row: string, s: RuleSituation): Held {
  const reasonAndDecision =
    row === "1"
      ? {
          reason: unreadableReason(s),
          decide: ["make the record readable to this key, or remove the task's response"],
        }
      : {
          reason: "a rule with this key exists, and the ledger does not know it as ours",
          decide: ["delete or rename the live rule, or give the task another name"],
        };
  return {
    row,
    object: "rule",
    name: s.key,
    diff: diffJson(s.found && { ...s.found }, s.wanted && { ...s.wanted }),
    ...reasonAndDecision,
  };
}

function unreadableReason(s: RuleSituation): string {
  if (s.live !== undefined && !s.live.readable) return `its content cannot be read: ${s.live.reason}`;
  return `it is tagged ${s.live && extensionTag(s.live)}: an extension owns it`;
}

function foreignRule(s: RuleSituation): Foreign[] {
  return [
    { object: "rule", name: s.key, detail: "bears this project's name, and the ledger does not know it" },
  ];
}

function writeRule(row: string, s: RuleSituation): NonNullable<Decided["changes"]>[number] {
  const creating = s.live === undefined;
  const rule = s.desired as DesiredRule;
  return {
    verb: creating ? "create-rule" : "update-rule",
    row,
    reason: writeReason(row, s),
    task: rule.task,
    rule,
    hash: s.wantedHash as string,
    ...(creating ? {} : { etag: etagOf(s) }),
    diff: diffJson(s.found && { ...s.found }, { ...(s.wanted as ComparableRule) }),
    ...(row === "7" || row === "8" ? { drift: driftOf(s) } : {}),
  };
}

/** What live changed since our last apply; without the applied content (compacted) the whole difference. */
function driftOf(s: RuleSituation) {
  const before = s.row?.applied?.content ?? (s.wanted as ComparableRule);
  return diffJson(before as Json, { ...(s.found as ComparableRule) });
}

function writeReason(row: string, s: RuleSituation): string {
  if (s.live === undefined) return s.row?.applied === undefined ? "new" : "drift: deleted outside";
  const author = s.live.readable && s.live.record.lastAuthor ? ` by ${s.live.record.lastAuthor}` : "";
  const disabled = s.live.readable && !s.live.record.userMetadata.enabled;
  if (row === "6") return "the file changed";
  const drift = disabled ? `drift: disabled${author}` : `drift: edited${author}`;
  return row === "7" ? drift : `${drift}, and the file changed as well: the file wins`;
}

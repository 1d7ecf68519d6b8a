import type { Change, FieldDiff, Held } from "../model/change.js";
import { given } from "../model/given.js";
import { type RuleRow, ruleRow } from "../model/ledger.js";
import type { HiveRecord, LiveRule } from "../model/rule.js";
import { type ComparableRule, comparableHash } from "./comparable-rule.js";
import { decideRule, type RuleDecision } from "./decide-rule.js";
import type { Decided } from "./decided.js";
import { isProjectKey } from "./desired-rules.js";
import { diffJson } from "./diff.js";
import type { Unsigned } from "./fingerprint.js";
import { groupBy } from "./group-by.js";
import {
  extensionTag,
  type RuleInput,
  type RuleSituation,
  ruleFacts,
  situationOf,
} from "./rule-situation.js";

export interface RulesDecided {
  readonly decisions: readonly Decided[];
  /** Tasks that have a held rule, with its key: they have no listener to rely on. */
  readonly unheard: ReadonlyMap<string, string>;
}

/** Decides about every rule that is wanted, remembered, or carries this project's name. */
export function ruleChanges(input: RuleInput): RulesDecided {
  const live = new Map(input.live.map((rule) => [keyOf(rule), rule]));
  const wanted = input.desired
    .filter((rule) => !input.frozen.has(rule.task))
    .map((desired) => {
      const at = { key: desired.key, desired, live: live.get(desired.key), listeners: new Map() };
      return { desired, decided: decide(situationOf(at, input)) };
    });
  const held = wanted.filter(({ decided }) => decided.held !== undefined);
  const unheard = new Map(held.map(({ desired }) => [desired.task, desired.key]));
  const standing = wanted.map(({ desired }) => desired).filter(({ task }) => !unheard.has(task));
  const listeners = groupBy(standing, ({ task }) => task);
  const others = otherKeys(input, live).map((key) =>
    decide(situationOf({ key, live: live.get(key), listeners }, input)),
  );
  return { decisions: [...wanted.map(({ decided }) => decided), ...others], unheard };
}

const keyOf = (rule: LiveRule): string => (rule.readable ? rule.record.key : rule.key);

/** Keys that nobody wants and that the ledger knows, or that carry this project's name. */
function otherKeys(input: RuleInput, live: ReadonlyMap<string, LiveRule>): string[] {
  const wanted = new Set(input.desired.map((rule) => rule.key));
  const named = [...live.keys()].filter((key) => isProjectKey(input.project, key));
  return [...new Set([...Object.keys(input.ledger.rules), ...named])].filter((key) => {
    const row = ruleRow(input.ledger, key);
    return !wanted.has(key) && !(row !== undefined && input.frozen.has(row.task));
  });
}

function decide(s: RuleSituation): Decided {
  const { row, decision } = decideRule(ruleFacts(s));
  return effects[decision](row, s);
}

const unchanged = (row: string, { key }: RuleSituation, reason: string): Decided => ({
  unchanged: [{ row, object: "rule", name: key, reason }],
});

/** What follows from each decision. */
const effects: { readonly [decision in RuleDecision]: (row: string, s: RuleSituation) => Decided } = {
  held: (row, s) => ({ held: [heldRule(row, s)] }),
  none: (row, s) => unchanged(row, s, "as declared, and enabled"),
  keep: (row, s) => unchanged(row, s, keepReason(row)),
  foreign: (_, s) => ({ foreign: [{ object: "rule", name: s.key, detail: strangerDetail }] }),
  adopt: (row, s) => ({
    changes: [adoptRule(row, s), ...(s.foundHash === s.wantedHash ? [] : [writeRule("6", s)])],
  }),
  forget: (row, s) => ({
    changes: [{ ...about(row, s, forgetReason(row, s)), verb: "forget-rule" }],
  }),
  delete: (row, s) => ({
    changes: [{ ...about(row, s, "not wanted any more"), verb: "delete-rule", etag: recordOf(s).etag }],
  }),
  create: (row, s) => ({ changes: [writeRule(row, s)] }),
  update: (row, s) => ({ changes: [writeRule(row, s)] }),
};

const keepReason = (row: string): string =>
  row === "18"
    ? "not wanted any more: `lctasks rules --write` takes it out of its file, and live has it until git-sync removes it by force, or somebody does"
    : "kept: answers of its task's runs can still come";

const forgetReason = (row: string, { live }: RuleSituation): string =>
  row === "14" && live !== undefined
    ? "not wanted any more: it stays as it is, because somebody else made it"
    : "not wanted any more, and already gone";

const strangerDetail = "bears this project's name, and the ledger does not know it";

const about = (row: string, s: RuleSituation, reason: string) => ({
  row,
  reason,
  task: s.task,
  key: s.key,
});

const recordOf = (s: RuleSituation): HiveRecord => given(s.record, "the live record");
const wantedOf = (s: RuleSituation): ComparableRule => given(s.wanted, "the wanted rule");
const foundOf = (s: RuleSituation): ComparableRule => given(s.found, "the live rule");

function adoptRule(row: string, s: RuleSituation): Unsigned<Change> {
  const content = foundOf(s);
  const isTheirs = row === "13" || s.row?.foreign !== undefined;
  return {
    ...about(row, s, adoptReason(row)),
    verb: "adopt-rule",
    ...(isTheirs ? { foreign: "keep" as const } : {}),
    hash: comparableHash(content),
    content,
  };
}

function adoptReason(row: string): string {
  if (row === "15") return "it stands as declared, and not yet recorded";
  return row === "13"
    ? "its file names it, and it stands as declared"
    : "written before, and not yet recorded";
}

function heldRule(row: string, s: RuleSituation): Held {
  const { key, found, wanted } = s;
  return {
    row,
    object: "rule",
    name: key,
    diff: found === undefined || wanted === undefined ? [] : diffJson(found, wanted),
    ...heldTexts(row, s),
  };
}

function heldTexts(row: string, s: RuleSituation): Pick<Held, "reason" | "decide"> {
  if (row === "1") return unreadableTexts(s);
  return s.rulesFile !== undefined && (row === "16" || row === "17")
    ? fileTexts(row, s, s.rulesFile)
    : strangerTexts(s);
}

/** Nothing here changes a rule that files write: it is told how it gets there. */
function fileTexts(row: string, s: RuleSituation, file: string): Pick<Held, "reason" | "decide"> {
  const { live, desired } = s;
  const isGone = live === undefined;
  const found = isGone ? "deleted outside" : `changed outside${authorOf(s)}`;
  const state = row === "16" ? "not live yet" : found;
  if (desired?.existing)
    return {
      reason: isGone
        ? "its file names this rule, and it is not there"
        : "what stands there is not what its file says",
      decide: [
        "with `rulesTo` nothing of lctasks writes it: change it where it is written, or take `key` out",
      ],
    };
  return {
    reason: `${state}, and with \`rulesTo\` only ${file} brings it there`,
    decide: [`\`lctasks rules --write\`, merge ${file}, and let git-sync apply it; then plan again`],
  };
}

const authorOf = ({ record }: RuleSituation): string =>
  record?.lastAuthor === undefined ? "" : ` by ${record.lastAuthor}`;

function unreadableTexts({ live, record }: RuleSituation): Pick<Held, "reason" | "decide"> {
  return live?.readable === false
    ? {
        reason: `its content cannot be read: ${live.reason}`,
        decide: ["make the record readable to this key, or take the response out of the task"],
      }
    : {
        reason: `it is tagged ${record && extensionTag(record)}: an extension owns it`,
        decide: ["take the tag off the live rule, or give the task another name"],
      };
}

function strangerTexts({ row, desired }: RuleSituation): Pick<Held, "reason" | "decide"> {
  if (row === undefined && desired?.existing)
    return {
      reason: "its file names this rule, and what stands there is not what the file says",
      decide: ["write in the file what stands there, apply, and change it after that; or take `key` out"],
    };
  return {
    reason:
      row === undefined
        ? "a rule with this key exists, and the ledger does not know it"
        : "we were about to write this rule, and what stands there is something else",
    decide: ["delete or rename the live rule, or give the task another name"],
  };
}

function writeRule(row: string, s: RuleSituation): Unsigned<Change> {
  const rule = given(s.desired, "the desired rule");
  const wanted = wantedOf(s);
  const content = {
    row,
    reason: writeReason(row, s),
    task: rule.task,
    rule,
    hash: given(s.wantedHash, "its hash"),
    diff: diffJson(s.found, wanted),
  };
  if (row === "4") return { ...content, verb: "create-rule", ...(isMissed(s.row) ? { drift: [] } : {}) };
  const drift = row === "7" || row === "8" ? { drift: driftOf(s) } : {};
  return { ...content, verb: "update-rule", etag: recordOf(s).etag, ...drift };
}

/** What live changed since our last apply; without the applied content (compacted) the whole difference. */
const driftOf = (s: RuleSituation): FieldDiff[] =>
  diffJson(s.row?.applied?.content ?? wantedOf(s), foundOf(s));

function writeReason(row: string, s: RuleSituation): string {
  if (row === "4") return isMissed(s.row) ? "drift: deleted outside" : "new";
  if (row === "6") return "what is wanted changed";
  const { lastAuthor, userMetadata } = recordOf(s);
  const author = lastAuthor === undefined ? "" : ` by ${lastAuthor}`;
  const drift = `drift: ${userMetadata.enabled ? "edited" : "disabled"}${author}`;
  return row === "7" ? drift : `${drift}, and the file changed as well: the file wins`;
}

/** It stood there, and it was not us who took it away. */
const isMissed = (row: RuleRow | undefined): boolean =>
  row?.applied !== undefined && row.intent?.verb !== "delete";

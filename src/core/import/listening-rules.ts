import { compileDetect } from "../detection/compile.js";
import { isJsonObject } from "../model/json.js";
import { type Ledger, ruleRow } from "../model/ledger.js";
import type { HiveRecord, LiveRule } from "../model/rule.js";
import { extensionTag } from "../plan/rule-situation.js";
import { isTied } from "../validate/listener.js";
import { mayFire } from "../validate/possible-firing.js";
import { type Draft, type LeftForeign, leftRule } from "./draft.js";

export interface ListeningInput {
  readonly drafts: readonly Draft[];
  readonly live: readonly LiveRule[];
  readonly ledger: Pick<Ledger, "rules">;
  /** Keys that the files name already. */
  readonly named: ReadonlySet<string>;
  /** Whether a rule is one of those that were asked for. */
  readonly wanted: (record: HiveRecord) => boolean;
}

/**
 * Gives each draft the existing rules that hear its answers and nobody else's. Rules that hear no imported task are not spoken of:
 * they stay as they are.
 */
export function withListeners(input: ListeningInput): {
  readonly drafts: Draft[];
  readonly left: LeftForeign[];
} {
  const left: LeftForeign[] = [];
  const rules = new Map<string, HiveRecord[]>();
  for (const { record, heard } of input.live.flatMap((rule) => listenerOf(rule, input))) {
    const [draft, ...others] = heard;
    if (draft === undefined) continue;
    const why = reasonAgainst(record, draft, others);
    if (why === undefined) rules.set(draft.name, [...(rules.get(draft.name) ?? []), record]);
    else left.push(leftRule(record.key, why));
  }
  return { drafts: input.drafts.map((draft) => ({ ...draft, rules: rules.get(draft.name) ?? [] })), left };
}

interface Listener {
  readonly record: HiveRecord;
  readonly heard: readonly Draft[];
}

/** A readable rule of somebody else that cannot fire without a fitting investigation id, and the drafts that it hears. */
function listenerOf(rule: LiveRule, { drafts, ledger, named, wanted }: ListeningInput): Listener[] {
  if (!rule.readable) return [];
  const { record } = rule;
  const { detect } = record.data;
  if (named.has(record.key) || !wanted(record) || !isJsonObject(detect)) return [];
  const row = ruleRow(ledger, record.key);
  if (row !== undefined && row.foreign === undefined) return [];
  const compiled = compileDetect(detect);
  if (!compiled.ok || !isTied(compiled.rule)) return [];
  const heard = drafts.filter(
    ({ wireContext }) =>
      wireContext !== "" && mayFire(compiled.rule, { investigationId: wireContext }) !== false,
  );
  return [{ record, heard }];
}

function reasonAgainst(record: HiveRecord, draft: Draft, others: readonly Draft[]): string | undefined {
  const { userMetadata, key } = record;
  const heard = [draft, ...others].map(({ name }) => name);
  const owner = extensionTag(record);
  if (owner !== undefined) return `it is tagged ${owner}: an extension owns it`;
  if (key.startsWith("lctasks.") || userMetadata.tags.some((tag) => tag.startsWith("lctasks:")))
    return "another project of lctasks owns it";
  if (JSON.stringify(record.data).includes("${{"))
    return "it has ${{ in it, which a file reads as a variable";
  if (others.length > 0) return `it hears several tasks: ${heard.join(", ")}`;
  if (draft.context === undefined)
    return `the file of ${draft.name} cannot have the context that it listens for`;
  if (!userMetadata.enabled) return `it is disabled, and a response of ${draft.name} would enable it`;
  return userMetadata.expiry === 0 ? undefined : `it expires, and a response of ${draft.name} would not`;
}

import type { Held } from "../model/change.js";
import { knownTokens, type Ledger, ruleRow } from "../model/ledger.js";
import type { LiveRule } from "../model/rule.js";

const prefix = "lctasks-run:";

/** The tags of a rule with the mark of the run that it heard of last; other tags stay. */
export function withRunMark(tags: readonly string[], token: string): readonly string[] {
  return [...tags.filter((tag) => !tag.startsWith(prefix)), `${prefix}${token}`];
}

/** Nobody documents whether tags of a rule keep their case: a mark in another case is the same mark. */
const folded = (token: string): string => token.toLowerCase();

/** The tokens that a rule is marked with. */
export const runMarks = (tags: readonly string[]): string[] =>
  tags.flatMap((tag) => (tag.startsWith(prefix) ? [tag.slice(prefix.length)] : []));

/**
 * Row 1: a rule of ours that is marked with a run which the ledger does not know. The mark is written after the ledger, so the ledger
 * was rolled back. Only rules that the ledger has as made by us count: another one is held by itself, and one of somebody else may carry the
 * mark of another project that named it.
 */
export function forgottenRun(ledger: Ledger, rules: readonly LiveRule[]): Held | undefined {
  const known = new Set([...knownTokens(ledger)].map(folded));
  for (const rule of rules) {
    if (!rule.readable) continue;
    const row = ruleRow(ledger, rule.record.key);
    if (row === undefined || row.foreign !== undefined) continue;
    const forgotten = runMarks(rule.record.userMetadata.tags).find((token) => !known.has(folded(token)));
    if (forgotten !== undefined) return rolledBack(rule.record.key, forgotten);
  }
  return undefined;
}

function rolledBack(key: string, token: string): Held {
  return {
    row: "1",
    object: "organization",
    name: "ledger",
    reason: `the ledger was rolled back: rule ${key} is marked with ${token}, a run that the ledger does not know`,
    decide: [
      "restore the newest ledger: `lctasks ledger import`, or the history of where it is kept; what it has forgotten could run twice",
      `when the mark is wrong: take the tag ${prefix}${token} off the rule`,
    ],
    diff: [],
  };
}

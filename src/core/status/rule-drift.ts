import type { Change, Held, WriteRuleChange } from "../model/change.js";
import type { Drift } from "../model/drift-report.js";
import { type Ledger, type RuleRow, ruleRow } from "../model/ledger.js";
import type { Plan } from "../model/plan.js";
import type { HiveRecord, LiveRule } from "../model/rule.js";
import type { Moved } from "./moved.js";

/**
 * Rules that somebody edited, disabled, deleted or replaced: rows 4, 7 and 8, 17 where files write them, and 1 and 2 where we had applied
 * one. Row 16 is none: there a file has not been brought in yet.
 */
export function ruleDrift(plan: Plan, live: readonly LiveRule[], ledger: Pick<Ledger, "rules">): Moved[] {
  const records = new Map(
    live.flatMap((rule) => (rule.readable ? [[rule.record.key, rule.record] as const] : [])),
  );
  return [
    ...plan.changes.flatMap((change) => moved(change, records, ledger)),
    ...plan.held.flatMap((held) => (held.row === "16" ? [] : taken(held, live, ledger))),
  ];
}

function moved(
  change: Change,
  records: ReadonlyMap<string, HiveRecord>,
  ledger: Pick<Ledger, "rules">,
): Moved[] {
  if (change.verb === "create-rule")
    return wasApplied(ruleRow(ledger, change.rule.key)) ? [{ drift: deleted(change), change }] : [];
  if (change.verb !== "update-rule" || change.drift === undefined) return [];
  return [{ drift: written(change, change.drift, records.get(change.rule.key)), change }];
}

/** It stood there, and it was not us who took it away. */
const wasApplied = (row: RuleRow | undefined): boolean =>
  row?.applied !== undefined && row.intent?.verb !== "delete";

const repair = "`lctasks apply --only rules` puts it back as declared";

function deleted({ rule }: WriteRuleChange): Drift {
  return {
    kind: "rule-deleted",
    object: "rule",
    name: rule.key,
    message: `deleted: nobody hears the answers of ${rule.task}`,
    repair,
    diff: [],
  };
}

function written({ row, rule }: WriteRuleChange, diff: Drift["diff"], record: HiveRecord | undefined): Drift {
  const { kind, what } = howItMoved(rule, record);
  const by = record?.lastAuthor === undefined ? "" : ` by ${record.lastAuthor}`;
  const at = record?.lastModifiedAtMs;
  const when = at === undefined ? "" : `, last ${new Date(at).toISOString()}`;
  const both = row === "8" ? "; the file changed as well, and wins when it is applied" : "";
  return { kind, object: "rule", name: rule.key, message: `${what}${by}${when}${both}`, repair, diff };
}

/** A record without our tag is one that somebody else put in the place of ours. */
function howItMoved(
  rule: WriteRuleChange["rule"],
  record: HiveRecord | undefined,
): { readonly kind: Drift["kind"]; readonly what: string } {
  if (record?.userMetadata.enabled === false) return { kind: "rule-disabled", what: "disabled" };
  const isTagged = rule.tags.every((tag) => record?.userMetadata.tags.includes(tag) ?? true);
  return isTagged
    ? { kind: "rule-edited", what: "edited" }
    : { kind: "rule-replaced", what: "replaced, our tag is gone" };
}

/** A rule that stood there and that we do not put back: it cannot be read any more, an extension claims it, or files write it. */
function taken(held: Held, live: readonly LiveRule[], ledger: Pick<Ledger, "rules">): Moved[] {
  const isOurs = held.object === "rule" && wasApplied(ruleRow(ledger, held.name));
  if (!isOurs) return [];
  const { name, reason, decide, diff } = held;
  const found = live.find((rule) => (rule.readable ? rule.record.key : rule.key) === name);
  const kind = howItWasTaken(held.row, found);
  const drift = { kind, object: "rule", name, message: reason } as const;
  return [{ drift: { ...drift, repair: decide.join("; "), diff }, held }];
}

function howItWasTaken(row: string, found: LiveRule | undefined): Drift["kind"] {
  if (found === undefined) return "rule-deleted";
  if (row !== "17") return "rule-replaced";
  return found.readable && !found.record.userMetadata.enabled ? "rule-disabled" : "rule-edited";
}

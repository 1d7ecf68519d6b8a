import type { WriteRuleChange } from "../../core/model/change.js";
import { ruleRow } from "../../core/model/ledger.js";
import {
  comparableDesired,
  comparableHash,
  comparableLive,
  dataToWrite,
  metadataToWrite,
} from "../../core/plan/comparable-rule.js";
import { ownerTag } from "../../core/plan/desired-rules.js";
import { type LedgerMembers, withRule } from "../../core/plan/record.js";
import { changesOf, done, type Execution, membersOf, whyNotNow } from "./execution.js";
import type { Rules } from "../../ports/rules.js";
import { ruleWriterOf } from "./rule-writer.js";
import { tryEach } from "./try-each.js";

/**
 * Listener first: rules are written, read back and recorded before any task is issued, each with its intent in the ledger before.
 * A rule that could not be written stops its own task only. Waits for the service to load them when any was written.
 */
export async function rulesStep(execution: Execution): Promise<void> {
  const changes = changesOf(execution, "create-rule", "update-rule");
  if (changes.length === 0) return;
  const { lease, organization } = execution;
  const rules = ruleWriterOf(organization);
  await lease.session.write(changes.reduce(withIntent, membersOf(execution)));
  const written = await tryEach(execution, changes, (change) => writeRule(execution, { change, rules }));
  if (written.length === 0) return;
  await lease.session.write(written.reduce(withApplied, membersOf(execution)));
  for (const change of written) done(execution, change, "written, read back, enabled");
  if (!execution.stopping()) await organization.clock.sleep(organization.patience.ruleSettleMs);
}

function withIntent(members: LedgerMembers, { rule, hash }: WriteRuleChange): LedgerMembers {
  const before = ruleRow({ rules: members.rules }, rule.key);
  return withRule(members, rule.key, { ...before, task: rule.task, intent: { verb: "write", hash } });
}

function withApplied(members: LedgerMembers, { rule, hash }: WriteRuleChange): LedgerMembers {
  const before = ruleRow({ rules: members.rules }, rule.key);
  return withRule(members, rule.key, {
    task: rule.task,
    ...(before?.foreign === undefined ? {} : { foreign: before.foreign }),
    applied: { hash, content: { ...comparableDesired(rule) } },
  });
}

/** Writes one rule and reads it back. Returns what went wrong. */
async function writeRule(
  execution: Execution,
  { change, rules }: { readonly change: WriteRuleChange; readonly rules: Rules },
): Promise<string | undefined> {
  const { records, progress } = execution;
  const { rule } = change;
  progress(`writing rule ${rule.key}`);
  const live = change.verb === "update-rule" ? records.get(rule.key) : undefined;
  if (change.verb === "create-rule" && (await rules.get(rule.key)) !== undefined)
    return "a rule with this key appeared meanwhile";
  const halted = whyNotNow(execution);
  if (halted !== undefined) return halted;
  const result = await rules.set({
    key: rule.key,
    data: dataToWrite(rule, live),
    userMetadata: metadataToWrite(rule, live),
    ...(change.etag === undefined ? {} : { etag: change.etag }),
  });
  if (result.result !== "done") return result.message;
  return readBack(execution, change);
}

/** A listener counts as in place when the service shows it as written and enabled; it may take a moment. */
async function readBack(
  { organization, lease }: Execution,
  { rule, hash }: WriteRuleChange,
): Promise<string | undefined> {
  const { rules, clock, patience } = organization;
  const owner = ownerTag(lease.session.ledger.project);
  const standsAsWritten = async (): Promise<boolean> => {
    const live = await rules.get(rule.key);
    return live?.readable === true && comparableHash(comparableLive(live.record, owner)) === hash;
  };
  if (await standsAsWritten()) return undefined;
  await clock.sleep(patience.listSettleMs);
  return (await standsAsWritten()) ? undefined : "the rule was written, and reads back differently";
}

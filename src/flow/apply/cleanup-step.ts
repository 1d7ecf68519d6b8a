import type { DeleteRuleChange } from "../../core/model/change.js";
import { ruleRow } from "../../core/model/ledger.js";
import { type LedgerMembers, withRule, withTombstone } from "../../core/plan/record.js";
import {
  changesOf,
  done,
  type Execution,
  membersOf,
  skipped,
  type TaskChange,
  whyNotNow,
} from "./execution.js";
import type { Rules } from "../../ports/rules.js";
import { ruleWriterOf } from "./rule-writer.js";
import { tryEach } from "./try-each.js";

/** Last come the listeners that nobody can answer any more, and the tombstones. */
export async function cleanupStep(execution: Execution): Promise<void> {
  await deleteRules(execution);
  await forgetAndBury(execution);
}

async function deleteRules(execution: Execution): Promise<void> {
  const changes = unblocked(execution, changesOf(execution, "delete-rule"));
  if (changes.length === 0) return;
  const { session } = execution.lease;
  const rules = ruleWriterOf(execution.organization);
  await session.write(changes.reduce(withIntent, membersOf(execution)));
  const gone = await tryEach(execution, changes, (change) => deleteRule(execution, { change, rules }));
  if (gone.length === 0) return;
  await session.write(
    gone.reduce((members, { key }) => withRule(members, key, undefined), membersOf(execution)),
  );
  for (const change of gone) done(execution, change, "deleted");
}

function withIntent(members: LedgerMembers, { key, task }: DeleteRuleChange): LedgerMembers {
  const before = ruleRow({ rules: members.rules }, key);
  return withRule(members, key, { ...before, task, intent: { verb: "delete" } });
}

/** The service deletes without an etag (reference: API, 6.5): the record is read right before, and left alone when it moved. */
async function deleteRule(
  execution: Execution,
  { change: { key, etag }, rules }: { readonly change: DeleteRuleChange; readonly rules: Rules },
): Promise<string | undefined> {
  const { progress } = execution;
  progress(`deleting rule ${key}`);
  const live = await rules.get(key);
  if (live === undefined) return undefined;
  if (!live.readable || live.record.etag !== etag) return "it changed since the plan was made";
  const halted = whyNotNow(execution);
  if (halted !== undefined) return halted;
  const result = await rules.remove(key);
  return result.result === "done" ? undefined : result.message;
}

async function forgetAndBury(execution: Execution): Promise<void> {
  const forgotten = changesOf(execution, "forget-rule");
  const buried = unblocked(execution, changesOf(execution, "tombstone"));
  if (forgotten.length + buried.length === 0) return;
  const nowMs = execution.organization.clock.nowMs();
  const withoutRules = forgotten.reduce(
    (members, { key }) => withRule(members, key, undefined),
    membersOf(execution),
  );
  await execution.lease.session.write(
    buried.reduce((members, { task }) => withTombstone(members, task, nowMs), withoutRules),
  );
  for (const change of [...forgotten, ...buried]) done(execution, change, "recorded");
}

/** The changes whose task nothing stands against; the others are skipped. */
function unblocked<C extends TaskChange>(execution: Execution, changes: C[]): C[] {
  const free = changes.filter((change) => !execution.blocked.has(change.task));
  for (const change of changes) {
    if (!free.includes(change)) skipped(execution, change, "kept: a step before it did not succeed");
  }
  return free;
}

import type { DeleteRuleChange } from "../../core/model/change.js";
import { ruleRow } from "../../core/model/ledger.js";
import { withRule, withTombstone } from "../../core/plan/record.js";
import { changesOf, done, type Execution, failed, membersOf, skipped } from "./execution.js";

/** Last come the listeners that nobody can answer any more, and the tombstones. */
export async function cleanupStep(execution: Execution): Promise<void> {
  await deleteRules(execution);
  await forgetAndBury(execution);
}

async function deleteRules(execution: Execution): Promise<void> {
  const changes = changesOf(execution, "delete-rule");
  if (changes.length === 0) return;
  const { session } = execution.lease;
  const intents = changes.reduce((members, { key, task }) => {
    return withRule(members, key, {
      ...ruleRow({ rules: members.rules }, key),
      task,
      intent: { verb: "delete" },
    });
  }, membersOf(execution));
  await session.write(intents);
  const gone: DeleteRuleChange[] = [];
  for (const change of changes) {
    execution.progress(`deleting rule ${change.key}`);
    const problem = await deleteRule(execution, change);
    if (problem === undefined) gone.push(change);
    else failed(execution, change, problem);
  }
  await session.write(
    gone.reduce((members, { key }) => withRule(members, key, undefined), membersOf(execution)),
  );
  for (const change of gone) done(execution, change, "deleted");
}

/** The service deletes without an etag (reference: API, 6.5): the record is read right before, and left alone when it moved. */
async function deleteRule(
  { organization }: Execution,
  { key, etag }: DeleteRuleChange,
): Promise<string | undefined> {
  const live = await organization.rules.get(key);
  if (live === undefined) return undefined;
  if (!live.readable || live.record.etag !== etag) return "it changed since the plan was made";
  const result = await organization.rules.remove(key);
  return result.result === "done" ? undefined : result.message;
}

async function forgetAndBury(execution: Execution): Promise<void> {
  const forgotten = changesOf(execution, "forget-rule");
  const tombstones = changesOf(execution, "tombstone");
  const buried = tombstones.filter((change) => !execution.blocked.has(change.task));
  for (const change of tombstones) {
    if (!buried.includes(change)) skipped(execution, change, "kept: its pending run could not be cancelled");
  }
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

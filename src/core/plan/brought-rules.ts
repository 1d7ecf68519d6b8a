import { answersEndMs, type TaskRow } from "../model/ledger.js";
import type { DesiredRule, LiveRule } from "../model/rule.js";
import type { DeclaredTask } from "../model/task.js";
import { comparableDesired, comparableHash, comparableLive } from "./comparable-rule.js";
import { desiredRules, ownerTag } from "./desired-rules.js";

/** Live records in the form that is compared, by key: asked of the keys that are wanted only. */
export type LiveHashes = (key: string) => string | undefined;

/** The hashes of live rules of a project. */
export function liveHashes(project: string, live: readonly LiveRule[]): LiveHashes {
  const records = new Map(
    live.flatMap((rule) => (rule.readable ? [[rule.record.key, rule.record] as const] : [])),
  );
  return (key) => {
    const record = records.get(key);
    return record && comparableHash(comparableLive(record, ownerTag(project)));
  };
}

/**
 * The response rules of a task where a file brings them there. The file may be as it had to be at an earlier moment, when answers could
 * come that are over now: such a rule hears more than it must, and counts as wanted until the file is written again. So no task waits
 * for a merge because time passed.
 */
export function broughtRules(
  task: DeclaredTask,
  at: {
    readonly project: string;
    readonly row: TaskRow | undefined;
    readonly nowMs: number;
    readonly live: LiveHashes;
  },
): DesiredRule[] {
  const { project, row, nowMs, live } = at;
  const stands = (rule: DesiredRule): boolean => live(rule.key) === comparableHash(comparableDesired(rule));
  const rules = desiredRules(project, task, row, nowMs);
  if (rules.every((rule) => live(rule.key) === undefined || stands(rule))) return rules;
  const ends = (row?.runs ?? []).map(answersEndMs).filter((endMs) => endMs <= nowMs);
  const before = [...new Set(ends)].map((endMs) => desiredRules(project, task, row, endMs - 1));
  return rules.map(
    (rule, index) =>
      [rule, ...before.flatMap((each) => each[index] ?? [])].find((each) => stands(each)) ?? rule,
  );
}

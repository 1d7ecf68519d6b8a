import type { Observation } from "../model/observation.js";
import type { QueueEntry } from "../model/queue.js";
import type { HiveRecord, LiveRule } from "../model/rule.js";
import { contextOf, runOf } from "../model/token.js";
import { isProjectKey, ownerTag } from "./desired-rules.js";
import { tokenIn } from "./queue-index.js";
import { runMarks } from "./run-mark.js";

/** Live rules that carry our tag under a key of ours. */
export function taggedRules(project: string, rules: readonly LiveRule[]): HiveRecord[] {
  const tag = ownerTag(project);
  return rules.flatMap((rule) =>
    rule.readable && isProjectKey(project, rule.record.key) && rule.record.userMetadata.tags.includes(tag)
      ? [rule.record]
      : [],
  );
}

/** Queue entries with the shape of a token of one of these contexts. */
function tokenEntries(entries: readonly QueueEntry[], contexts: ReadonlySet<string>): QueueEntry[] {
  return entries.filter((entry) => {
    const token = tokenIn(entry);
    return runOf(token) !== undefined && contexts.has(contextOf(token));
  });
}

/** Tokens of ours that show in an organization, each with where: queued, or a mark on a rule. */
export function seenTokens(
  project: string,
  contexts: ReadonlySet<string>,
  { queue, rules }: Pick<Observation, "queue" | "rules">,
): ReadonlyMap<string, string> {
  const queued = queue.readable ? tokenEntries(queue.entries, contexts) : [];
  const marks = taggedRules(project, rules).flatMap(({ key, userMetadata }) =>
    runMarks(userMetadata.tags).map((token) => [token, `rule ${key}`] as const),
  );
  return new Map([
    ...queued.map((entry) => [tokenIn(entry), `queued task ${entry.taskId}`] as const),
    ...marks,
  ]);
}

import type { Change, IssueChange, RememberChange, TombstoneChange } from "../model/change.js";
import { jsonDigest } from "../model/digest.js";
import type { Json } from "../model/json.js";
import { editDigest } from "../model/token.js";

/** A change before its fingerprint. */
export type Unsigned<T> = T extends Change ? Omit<T, "fingerprint"> : never;

/**
 * Gives each change of an organization its fingerprint: what a review agreed to. Same organization, limits, object, verb and content,
 * same fingerprint; counts and reasons do not enter, they move by themselves.
 */
export function fingerprints(oid: string, inForce: Json): (change: Unsigned<Change>) => string {
  const under = jsonDigest({ oid, inForce });
  return (change) => jsonDigest({ under, verb: change.verb, content: contentOf(change) });
}

function contentOf(change: Unsigned<Change>): unknown {
  switch (change.verb) {
    case "subscribe":
      return change.extension;
    case "create-rule":
    case "update-rule":
      return [change.rule.key, change.hash];
    case "delete-rule":
    case "forget-rule":
    case "adopt-rule":
      return change.key;
    case "issue":
      return [change.task, change.run, editDigest(change.inputs), change.request, ...termsOf(change)];
    case "cancel":
      return [change.task, change.run, change.taskId];
    case "adopt":
      return [change.task, change.run, change.token, change.taskId];
    case "accept":
      return [change.task, change.run, editDigest(change.inputs)];
    case "count-served":
      return [change.task, change.run, change.token];
    case "reschedule":
      return [change.task, change.run, change.terms];
    case "move":
      return [change.from, change.task];
    default:
      return (change satisfies Unsigned<RememberChange | TombstoneChange>).task;
  }
}

/** A run that goes on by itself is agreed to with how it goes on. */
const termsOf = ({ terms }: Pick<IssueChange, "terms">): string[] => (terms === undefined ? [] : [terms]);

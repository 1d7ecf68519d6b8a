import type { Change } from "../model/change.js";
import { jsonDigest } from "../model/digest.js";
import type { Json } from "../model/json.js";
import { describeTarget } from "../model/target.js";
import { editDigest } from "../model/token.js";

/** A change before its fingerprint. */
export type Unsigned<T> = T extends Change ? Omit<T, "fingerprint"> : never;

/**
 * Puts the fingerprint on a change: what a review agreed to. Same organization, object, verb and content, same fingerprint;
 * counts and reasons do not enter, they move by themselves.
 */
export function sign(change: Unsigned<Change>, oid: string, inForce: Json): Change {
  const fingerprint = jsonDigest({ oid, inForce, verb: change.verb, content: contentOf(change) });
  return { ...change, fingerprint } as Change;
}

function contentOf(change: Unsigned<Change>): Json {
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
      return [
        change.task,
        change.run,
        editDigest(change.inputs),
        change.request.command,
        describeTarget(change.request.target),
        change.request.context,
        change.request.ttlSeconds,
      ];
    case "cancel":
      return [change.task, change.run, change.taskId];
    case "adopt":
      return [change.task, change.run, change.token, change.taskId];
    case "accept":
      return [change.task, change.run, editDigest(change.inputs)];
    case "move":
      return [change.from, change.task];
    case "remember":
    case "tombstone":
      return change.task;
  }
}

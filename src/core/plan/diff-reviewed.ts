import type { Change, FieldDiff } from "../model/change.js";
import type { Json } from "../model/json.js";
import { diffJson } from "./diff.js";

/** What a change does now against what the same change did when it was reviewed. Both of one verb, about one object. */
export function diffReviewed(reviewed: Change, present: Change): FieldDiff[] {
  return diffJson(contentOf(reviewed), contentOf(present));
}

/** What a person looks at in a review; hashes, etags and counts move by themselves. */
function contentOf(change: Change): Json {
  switch (change.verb) {
    case "create-rule":
    case "update-rule":
      return { data: { ...change.rule.data } };
    case "issue":
      return { run: change.run, ...contentOfRequest(change) };
    case "cancel":
      return { run: change.run, task_id: change.taskId };
    case "accept":
      return { run: change.run, task: change.inputs.command, target: { ...change.inputs.target } };
    case "move":
      return { from: change.from };
    default:
      return {};
  }
}

function contentOfRequest({ request }: Extract<Change, { verb: "issue" }>): {
  readonly [name: string]: Json;
} {
  const { command, target, context, ttlSeconds } = request;
  return { task: command, target: { ...target }, context, ttl: ttlSeconds };
}

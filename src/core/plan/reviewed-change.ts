import { isJsonObject, type JsonObject } from "../model/json.js";
import type { ReviewedChange } from "../model/review.js";

/** Members of a change that a person looks at in a review, by verb; hashes, etags and counts move by themselves. */
const shownMembers: { readonly [verb: string]: readonly string[] } = {
  "create-rule": ["rule"],
  "update-rule": ["rule"],
  issue: ["run", "request", "terms"],
  reschedule: ["run", "terms"],
  cancel: ["run", "taskId"],
  accept: ["run", "inputs"],
  move: ["from"],
};

/** A change as it stands in a plan's JSON, reduced to what a review is about; undefined when it is none. */
export function reviewedChange(change: JsonObject): ReviewedChange | undefined {
  const { verb, rule } = change;
  const about = isJsonObject(rule) ? rule["key"] : (change["key"] ?? change["extension"] ?? change["task"]);
  if (typeof verb !== "string" || typeof about !== "string") return undefined;
  const shown = new Set(shownMembers[verb]);
  const content = Object.entries(change).filter(([name]) => shown.has(name));
  return { verb, object: about, content: Object.fromEntries(content) };
}

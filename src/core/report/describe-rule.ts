import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import type { DesiredRule } from "../model/rule.js";

/** What a rule listens to and what it does, as label and value pairs. */
export function describeRule({ data }: DesiredRule): [string, string][] {
  const { detect, respond, tests } = data;
  return [
    ["listens", `${eventsOf(detect)} with ${conditionOf(detect)}`],
    ["does", respond.map(describeAction).join("; ")],
    ...(tests === undefined ? [] : [["tests", describeTests(tests)] as [string, string]]),
  ];
}

function eventsOf({ event, events }: JsonObject): string {
  if (typeof event === "string") return event;
  return Array.isArray(events) ? events.join(" or ") : "any event";
}

/** The rest of a condition: in words where it is what we generate, else as it is. */
function conditionOf({ event: _event, events: _events, ...condition }: JsonObject): string {
  const leaves =
    condition["op"] === "or" && Array.isArray(condition["rules"]) ? condition["rules"] : [condition];
  const texts = leaves.map(prefixOf);
  return texts.every((text) => text !== undefined) ? texts.join(" or ") : JSON.stringify(condition);
}

function prefixOf(leaf: Json): string | undefined {
  if (!isJsonObject(leaf) || leaf["op"] !== "starts with") return undefined;
  const { path, value } = leaf;
  return typeof path === "string" && typeof value === "string" ? `${path} starting with ${value}` : undefined;
}

function describeAction({ action, name, tag, command }: JsonObject): string {
  const words = [action, name ?? tag ?? command].filter((word) => typeof word === "string");
  return words.join(" ");
}

function describeTests(tests: JsonObject): string {
  return (["match", "non_match"] as const)
    .map((kind) => `${Array.isArray(tests[kind]) ? tests[kind].length : 0} ${kind}`)
    .join(", ");
}

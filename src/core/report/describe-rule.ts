import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import type { DesiredRule } from "../model/rule.js";

/** What a rule listens to and what it does, as label and value pairs. */
export function describeRule({ data }: DesiredRule): [string, string][] {
  const { detect, respond, tests } = data;
  return [
    ["listens", `${eventsOf(detect)} where ${conditionOf(detect)}`],
    ["does", respond.map(describeAction).join("; ")],
    ...(tests === undefined ? [] : [["tests", describeTests(tests)] as [string, string]]),
  ];
}

function eventsOf({ event, events }: JsonObject): string {
  if (typeof event === "string") return event;
  return Array.isArray(events) ? events.join(" or ") : "any event";
}

/** The rest of a condition: in words where all of it can be said so, else as it is. */
function conditionOf({ event: _event, events: _events, ...condition }: JsonObject): string {
  return inWords(condition) ?? JSON.stringify(condition);
}

function inWords(condition: Json): string | undefined {
  if (!isJsonObject(condition)) return undefined;
  const { rules, ...rest } = condition;
  return Array.isArray(rules) ? joined(rules, rest) : comparison(condition);
}

/** Several conditions of which all or any must hold. */
function joined(rules: readonly Json[], { op, ...others }: JsonObject): string | undefined {
  const parts = rules.map(inWords);
  const known = (op === "and" || op === "or") && Object.keys(others).length === 0;
  if (!known || parts.some((part) => part === undefined)) return undefined;
  const nested = rules.some((rule) => isJsonObject(rule) && "rules" in rule);
  return parts.map((part) => (nested ? `(${part})` : part)).join(` ${op} `);
}

/** One comparison: what is compared, how, and with what. Letter case is left to the record itself. */
function comparison({ op, path, value, "case sensitive": _case, ...others }: JsonObject): string | undefined {
  if (typeof op !== "string" || typeof path !== "string" || Object.keys(others).length > 0) return undefined;
  if (value === undefined) return `${path} ${op}`;
  return `${path} ${op} ${typeof value === "string" ? value : JSON.stringify(value)}`;
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

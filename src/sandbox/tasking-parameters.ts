import type { Json, JsonObject } from "../core/model/json.js";
import { gatewayRefuse } from "./answer.js";
import { isUuid } from "./ids.js";
import type { Scope } from "./targets.js";

/** The parameters of `task`, checked. */
export interface TaskOrder {
  readonly task: string;
  readonly scope: Scope;
  readonly context: string;
  readonly ttlSeconds: number;
}

/** The default TTL, one week in seconds (reference: API, 4.1). */
const defaultTtlSeconds = 604_800;
const targets = ["sid", "tag", "selector"] as const;

/** Reads the parameters of `task`. Throws a 400 in the extension's words. */
export function readTask(data: JsonObject): TaskOrder {
  onlyKnown(data, [...targets, "task", "context", "ttl"]);
  const task = text(data, "task").trim();
  if (task === "") throw gatewayRefuse(400, "missing task");
  return {
    task,
    scope: required(readScope(data)),
    context: text(data, "context"),
    ttlSeconds: ttl(data.ttl),
  };
}

/** Reads the parameters of `untask`; an empty task id means every task, as one left out does. Throws a 400. */
export function readUntask(data: JsonObject): { readonly scope: Scope; readonly taskId: string | undefined } {
  onlyKnown(data, [...targets, "task_id"]);
  return { scope: required(readScope(data)), taskId: text(data, "task_id") || undefined };
}

/** Reads the parameters of `list`, all optional. Throws a 400. */
export function readList(data: JsonObject): Scope {
  onlyKnown(data, targets);
  return readScope(data);
}

function onlyKnown(data: JsonObject, known: readonly string[]): void {
  const odd = Object.keys(data).find((name) => !known.includes(name));
  if (odd !== undefined) throw gatewayRefuse(400, `unknown parameter: ${odd}`);
}

function readScope(data: JsonObject): Scope {
  const given = targets.filter((name) => text(data, name) !== "");
  if (given.length > 1)
    throw gatewayRefuse(400, `only one of sid, tag, selector may be given, not ${given.join(" and ")}`);
  const [name] = given;
  if (name === undefined) return {};
  const value = text(data, name);
  if (name === "sid" && !isUuid(value)) throw gatewayRefuse(400, "sid is not a UUID");
  return { [name]: value };
}

function required(scope: Scope): Scope {
  if (Object.keys(scope).length === 0) throw gatewayRefuse(400, "missing one of sid, tag, selector");
  return scope;
}

function text(data: JsonObject, name: string): string {
  const value = data[name] ?? "";
  if (typeof value !== "string") throw gatewayRefuse(400, `${name} is not text`);
  return value;
}

function ttl(value: Json | undefined): number {
  if (value === undefined || value === null) return defaultTtlSeconds;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 10 ** 10) {
    throw gatewayRefuse(400, "ttl is not a number of seconds");
  }
  return value;
}

import type { Json, JsonObject } from "../model/json.js";

/** What a rule may ask for besides the record. What is not given makes the answers that need it uncertain. */
export interface Fixtures {
  /** The moment of evaluation, in epoch milliseconds. */
  readonly nowMs?: number;
  /** Values of the sensor's variables, by name. A name that is not there is an empty variable. */
  readonly variables?: { readonly [name: string]: readonly Json[] };
  /** Lookups: metadata by key, by the lookup's name or by the whole resource (`lcr://api/ip-geo`). */
  readonly lookups?: { readonly [name: string]: { readonly [key: string]: Json } };
}

/** What a node is judged on. */
export interface Scene {
  /** The whole record. */
  readonly record: Json;
  /** Where paths start: the record, the element that a `scope` is at, or the metadata of a lookup's hit. */
  readonly root: Json;
  /** `element`: inside a scope, where `event/` stands for the root. */
  readonly kind: "record" | "element";
  /** What `event` and `events` are compared with; undefined when the record has none. */
  readonly eventType: string | undefined;
  readonly fixtures: Fixtures;
  /** Collects metadata of lookups' hits, by the names that templates use. */
  readonly metadata: Map<string, Json>;
}

/** A record by itself: for paths outside of rules. */
export function plainScene(record: Json): Scene {
  return { record, root: record, kind: "record", eventType: undefined, fixtures: {}, metadata: new Map() };
}

/** A member of a map, or undefined. */
export function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** True for a map. */
export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

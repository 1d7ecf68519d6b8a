import type { Json, JsonObject } from "../model/json.js";

/** The text of a plain value, as people read it; empty for lists, maps and null. */
export function plainText(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? `${value}`
    : "";
}

/** The text of a member that has passed its type; empty when it is not there. */
export function textAt(raw: JsonObject, name: string): string {
  return plainText(raw[name]);
}

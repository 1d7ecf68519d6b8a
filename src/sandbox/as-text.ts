import type { Json } from "../core/model/json.js";

/** A value as text: text as it is, nothing as nothing, everything else as JSON. */
export function asText(value: Json | undefined): string {
  if (typeof value === "string") return value;
  return value === undefined || value === null ? "" : JSON.stringify(value);
}

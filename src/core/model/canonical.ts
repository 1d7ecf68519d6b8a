import { compareText } from "./finding.js";
import { isJsonObject, type Json } from "./json.js";

/**
 * One text for equal values: object keys in code-unit order, no white space.
 * Everything we hash or compare goes through here, so key order and formatting never count.
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort(compareText)
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] as Json)}`);
  return `{${members.join(",")}}`;
}

/** True when two values are the same data, whatever their key order. */
export function sameJson(a: Json, b: Json): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

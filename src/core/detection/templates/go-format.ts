import { compareText } from "../../model/finding.js";
import type { Json } from "../../model/json.js";
import { isMap } from "../scene.js";
import { plainText } from "../written.js";

/** A value while a template runs; undefined is a member that is not there. */
export type TemplateValue = Json | undefined;

/** What Go prints for a value that is not there. */
const noValue = "<no value>";

/** A value as Go's `%v` prints it: maps with their keys in order, lists in brackets. */
export function printed(value: TemplateValue): string {
  if (value === undefined || value === null) return noValue;
  if (typeof value === "number") return goNumber(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => nested(item)).join(" ")}]`;
  if (!isMap(value)) return plainText(value);
  const members = Object.entries(value).toSorted(([a], [b]) => compareText(a, b));
  return `map[${members.map(([key, member]) => `${key}:${nested(member)}`).join(" ")}]`;
}

/** Values as Go's `fmt.Sprint` puts them together: with a space between two that are no texts. */
export function sprint(values: readonly TemplateValue[]): string {
  return values.reduce<string>((text, value, index) => {
    const before = values[index - 1];
    const spaced = index > 0 && typeof before !== "string" && typeof value !== "string";
    return `${text}${spaced ? " " : ""}${printed(value)}`;
  }, "");
}

/** Inside lists and maps nothing is `<nil>`. */
const nested = (value: Json): string => (value === null ? "<nil>" : printed(value));

/** A number as `%v` prints it: whole numbers in full, others with an exponent below 1e-4 and from 1e21 on. */
function goNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e21)) {
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  return String(value);
}

/** A value as Go's encoding/json writes it: keys in order, and `<`, `>`, `&` escaped. */
export function goJson(value: TemplateValue, indent = 0): string {
  const text = JSON.stringify(sorted(value ?? null), undefined, indent);
  return text.replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => compareText(a, b));
  return Object.fromEntries(members.map(([key, member]) => [key, sorted(member)]));
}

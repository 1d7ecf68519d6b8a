import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";

/**
 * Every value at a path of a record. `?` stands for one step, `*` for any number; lists are stepped into.
 * A path whose first step is not in the record starts in `routing`: `event_type` is `routing/event_type`.
 */
export function valuesAt(record: JsonObject, path: readonly string[]): readonly Json[] {
  const [first = ""] = path;
  const known = Object.hasOwn(record, first) || first === "?" || first === "*";
  return walk(known ? record : (record.routing ?? null), path).flatMap(leaves);
}

const leaves = (value: Json): readonly Json[] => (Array.isArray(value) ? value.flatMap(leaves) : [value]);

function walk(value: Json, path: readonly string[]): readonly Json[] {
  const [step, ...rest] = path;
  if (step === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((member) => walk(member, path));
  if (!isJsonObject(value)) return step === "*" && rest.length === 0 ? [value] : [];
  if (step === "*") {
    return [...walk(value, rest), ...Object.values(value).flatMap((member) => walk(member, path))];
  }
  if (step === "?") return Object.values(value).flatMap((member) => walk(member, rest));
  const member = Object.hasOwn(value, step) ? value[step] : undefined;
  return member === undefined ? [] : walk(member, rest);
}

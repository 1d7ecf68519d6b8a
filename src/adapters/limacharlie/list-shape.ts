import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";

const longest = 400;
const deepest = 6;
const widest = 8;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const plainName = /^[a-z][a-z_]{0,31}$/i;

/**
 * The structure of an answer for a person to report: values replaced by their types, keys that are not plain names by
 * `<uuid>` or `<id>`, at most about 400 characters. Carries no content of the answer.
 */
export function describeShape(value: Json): string {
  const shape = describe(value, deepest);
  return shape.length <= longest ? shape : `${shape.slice(0, longest - 1)}…`;
}

function describe(value: Json, depth: number): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return describeArray(value, depth);
  return isJsonObject(value) ? describeObject(value, depth) : typeof value;
}

function describeArray(items: readonly Json[], depth: number): string {
  if (items.length === 0) return "[]";
  if (depth === 0) return "[…]";
  const more = items.length > 1 ? `, … ${items.length} in all` : "";
  return `[${describe(items[0] ?? null, depth - 1)}${more}]`;
}

/** Keys of one form are shown once, with the first one's value. */
function describeObject(object: JsonObject, depth: number): string {
  const keys = Object.keys(object);
  if (keys.length === 0) return "{}";
  if (depth === 0) return "{…}";
  const forms = new Map<string, { readonly first: string; count: number }>();
  for (const key of keys) {
    const form = keyForm(key);
    const known = forms.get(form);
    if (known) known.count++;
    else forms.set(form, { first: key, count: 1 });
  }
  const shown = [...forms].slice(0, widest).map(([form, { first, count }]) => {
    const times = count > 1 ? ` ×${count}` : "";
    return `${form}${times}: ${describe(object[first] ?? null, depth - 1)}`;
  });
  return `{${[...shown, ...(forms.size > widest ? ["…"] : [])].join(", ")}}`;
}

function keyForm(key: string): string {
  if (uuid.test(key)) return "<uuid>";
  return plainName.test(key) ? key : "<id>";
}

import { isJsonObject } from "./json.js";

/**
 * One text for equal JSON data: object keys in code-unit order, no white space, members that are undefined left out.
 * Everything we hash goes through here, so key order and formatting never count.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return canonicalList(value);
  return isJsonObject(value) ? canonicalObject(value) : JSON.stringify(value);
}

function canonicalList(items: readonly unknown[]): string {
  let text = "";
  for (const item of items) text += `${text === "" ? "[" : ","}${canonicalJson(item)}`;
  return text === "" ? "[]" : `${text}]`;
}

function canonicalObject(value: Readonly<Record<string, unknown>>): string {
  let text = "";
  for (const key of sortedKeys(value)) {
    const member = value[key];
    if (member !== undefined) text += `${text === "" ? "{" : ","}${quoted(key)}:${canonicalJson(member)}`;
  }
  return text === "" ? "{}" : `${text}}`;
}

/** The keys in code-unit order. Sorting costs more than the rest, and many objects are in order as they are. */
function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  let last = "";
  for (const key of keys) {
    if (key < last) return keys.toSorted();
    last = key;
  }
  return keys;
}

/** JSON of a text; names of members have nothing to escape. */
const quoted = (text: string): string => (/^\w*$/.test(text) ? `"${text}"` : JSON.stringify(text));

/** True when two values are the same data: the same canonical JSON, whatever their key order. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && sameLists(a, b);
  return isJsonObject(a) && isJsonObject(b) && sameObjects(a, b);
}

function sameLists(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (!sameJson(a[at], b[at])) return false;
  return true;
}

function sameObjects(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  for (const key of Object.keys(a)) if (!sameJson(a[key], ownMember(b, key))) return false;
  for (const key of Object.keys(b)) if (b[key] !== undefined && !Object.hasOwn(a, key)) return false;
  return true;
}

/** A member, undefined where there is none: never what objects have by nature. */
const ownMember = (value: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined;

import { isJsonObject } from "../model/json.js";
import type { Path } from "./source.js";

const longest = 60;

/** Text in quotes, cut where it gets long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text);
}

/** Keys that name a secret: somebody may have put the secret itself there, so the value is never shown. */
const secretKey = /env$/i;

/** True when the value at this path may be a secret. */
export const isSecret = (path: Path): boolean => secretKey.test(String(path.at(-1) ?? ""));

/** A value as a message shows it. */
export function shown(value: unknown, path: Path): string {
  if (isSecret(path)) return "what stands here";
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return "a list";
  return isJsonObject(value) ? "a mapping" : JSON.stringify(value);
}

/** What a value is, for "it is …, not …". */
export function found(value: unknown, path: Path): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (isJsonObject(value)) return "a mapping";
  if (isSecret(path)) return `a ${typeof value}`;
  return typeof value === "string" ? `the text ${quoted(value)}` : JSON.stringify(value);
}

const expectedNames: { readonly [type: string]: string } = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
};

/** What a schema's `type` asks for, in words. */
export function expected(types: readonly string[]): string {
  return types.map((type) => expectedNames[type]).join(" or ");
}

/** `a, b and c`. */
export function listed(words: readonly string[], conjunction: "and" | "or" = "and"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}

/** `key: value` as one would write it. */
export function yamlLine(key: string, value: unknown): string {
  const plain = typeof value === "string" && /^[A-Za-z][\w ./*-]*$/.test(value);
  return `${key}: ${plain ? value : JSON.stringify(value)}`;
}

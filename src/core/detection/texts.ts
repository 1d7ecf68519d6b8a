import { isJsonObject, type Json } from "../model/json.js";
import { mayHaveText } from "../model/may-have-text.js";
import type { RulePath } from "./problem.js";

/** A text inside a value, and where it stands. */
export interface PlacedText {
  readonly text: string;
  readonly at: RulePath;
}

const deepest = 100;

/** Every text in a value, in maps and lists. */
export function textsIn(value: Json | undefined, at: RulePath): readonly PlacedText[] {
  if (typeof value === "string") return [{ text: value, at }];
  if (at.length > deepest) return [];
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => textsIn(item, [...at, index]));
  return isJsonObject(value)
    ? Object.entries(value).flatMap(([key, member]) => textsIn(member, [...at, key]))
    : [];
}

/** False when no text in a value has a template. */
export const mayHaveTemplate = (value: Json): boolean => mayHaveText(value, isTemplate);

/** True for a text with a template in it. */
export const isTemplate = (text: string): boolean => text.includes("{{");

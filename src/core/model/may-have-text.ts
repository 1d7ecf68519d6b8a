import type { Json } from "./json.js";

/** Nothing that people write is nested so deep. */
const deepest = 1000;

/**
 * False when no text in a value passes a test, in maps and lists; keys of maps are no texts. Quickly said for the many values that
 * have none. True too where it is nested too deep to say.
 */
export function mayHaveText(value: Json, passes: (text: string) => boolean, depth = 0): boolean {
  if (typeof value === "string") return passes(value);
  if (typeof value !== "object" || value === null) return false;
  if (depth > deepest) return true;
  for (const member of Array.isArray(value) ? value : Object.values(value))
    if (mayHaveText(member, passes, depth + 1)) return true;
  return false;
}

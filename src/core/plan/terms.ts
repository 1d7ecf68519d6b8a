import { jsonDigest } from "../model/digest.js";
import type { Json } from "../model/json.js";
import type { Task } from "../model/task.js";
import type { RunInputs } from "../model/token.js";

/**
 * Digest of everything that says when and for whom a run goes on by itself: agreed to with its first part, and again when it changes.
 * What the file says that it runs is not part of it, that is the edit digest's; what variables make of that is.
 */
export function termsOf(
  { every, ttlSeconds, written }: Task,
  { command, target, context }: RunInputs,
  inForce: Json,
): string {
  const sent =
    written === undefined ? {} : { command, target, ...(context === undefined ? {} : { context }) };
  return jsonDigest({ every: every ?? null, ttlSeconds, inForce, ...sent }).slice(0, 16);
}

import { jsonDigest } from "../model/digest.js";
import type { Json } from "../model/json.js";
import type { Task } from "../model/task.js";
import type { RunInputs } from "../model/token.js";

/**
 * Digest of everything that a run goes on with by itself: when, for how long, under which limits, and what each of its parts sends, as
 * variables and accepted edits make it. It is agreed to with the run's first part, and again when it changes: what `accept` says
 * needs no new run is still another command for the parts to come.
 */
export function termsOf(
  { every, waves, haltOn, coverage, ttlSeconds }: Task,
  { command, target, context }: RunInputs,
  inForce: Json,
): string {
  const sent = { command, target, ...(context === undefined ? {} : { context }) };
  const steps = waves === undefined ? {} : { waves, haltOn: haltOn ?? null };
  const further = coverage === undefined ? {} : { coverage };
  return jsonDigest({ every: every ?? null, ttlSeconds, inForce, ...sent, ...steps, ...further }).slice(
    0,
    16,
  );
}

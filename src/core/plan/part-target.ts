import { bucketPattern } from "../model/buckets.js";
import type { RunPart } from "../model/run-part.js";
import { type Target, targetSelector } from "../model/target.js";

/** Where one part of a run goes: the task's target, and of a wave the sensors of its buckets. */
export function partTarget(target: Target, part: RunPart | undefined): Target {
  if (part?.wave === undefined) return target;
  const whole = targetSelector(target).trim();
  const buckets = `sid matches \`${bucketPattern(part.wave)}\``;
  return { selector: whole === "*" ? buckets : `(${whole}) and ${buckets}` };
}

import { bucketPattern } from "../model/buckets.js";
import type { RunPart } from "../model/run-part.js";
import { type Target, targetSelector } from "../model/target.js";
import { selectorOfSids } from "../model/target-selector.js";

/** Where one part of a run goes: the task's target, and of a wave the sensors of its buckets. */
export function partTarget(target: Target, part: RunPart | undefined): Target {
  if (part?.wave === undefined) return target;
  return narrowed(target, `sid matches \`${bucketPattern(part.wave)}\``);
}

/** Some sensors of a target, by name: the service evaluates the target again, so nobody gets it who does not match any more. */
export const namedTarget = (target: Target, sids: readonly string[]): Target =>
  narrowed(target, sids.length === 1 ? selectorOfSids(sids) : `(${selectorOfSids(sids)})`);

function narrowed(target: Target, some: string): Target {
  const whole = targetSelector(target).trim();
  return { selector: whole === "*" ? some : `(${whole}) and ${some}` };
}

import type { Share } from "./configuration.js";

/** True when a part of a whole is within a share: up to the floor it always is. */
export function isWithin({ percent, floor }: Share, part: number, whole: number): boolean {
  return part <= floor || part * 100 <= whole * percent;
}

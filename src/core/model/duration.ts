/** Units from large to small, in seconds. */
const units = [
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
  ["s", 1],
] as const;

/**
 * Reads a duration as people write it: whole seconds, or a whole number with one unit (`30s 15m 12h 7d`).
 * Returns seconds, or undefined when the text is neither.
 */
export function parseDuration(written: number | string): number | undefined {
  if (typeof written === "number") {
    return Number.isSafeInteger(written) && written >= 0 ? written : undefined;
  }
  const match = /^(\d{1,9})([smhd]?)$/.exec(written);
  if (!match) return undefined;
  const [, count, unit] = match;
  return Number(count) * (units.find(([name]) => name === unit)?.[1] ?? 1);
}

/** Prints seconds in the largest two units that matter: `2d`, `1d 4h`, `90s` as `1m 30s`, `0s`. */
export function formatDuration(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [name, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${name}`);
  }
  return parts.slice(0, 2).join(" ") || "0s";
}

const unitSeconds = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
type Unit = keyof typeof unitSeconds;

/**
 * Reads a duration as people write it: whole seconds, or a whole number with one unit (`30s 15m 12h 7d`).
 * Returns seconds, or undefined when the text is neither.
 */
export function parseDuration(written: number | string): number | undefined {
  if (typeof written === "number") {
    return Number.isSafeInteger(written) && written >= 0 ? written : undefined;
  }
  const match = /^(\d{1,9})([smhd])?$/.exec(written);
  if (!match) return undefined;
  return Number(match[1]) * unitSeconds[(match[2] ?? "s") as Unit];
}

/** Prints seconds in the largest two units that matter: `2d`, `1d 4h`, `90s` as `1m 30s`, `0s`. */
export function formatDuration(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const unit of ["d", "h", "m", "s"] as const) {
    const count = Math.floor(rest / unitSeconds[unit]);
    rest -= count * unitSeconds[unit];
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.slice(0, 2).join(" ") || "0s";
}

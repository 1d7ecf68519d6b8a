const units = [
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
  ["s", 1],
] as const;

/** The duration that text with several units means, in its smallest unit: `1h30` is `90m`. Undefined for anything else. */
export function inOneUnit(text: string): string | undefined {
  const pattern = /^(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,4})m?)?(?:(\d{1,4})s)?$/;
  const counts = pattern.exec(text.replaceAll(/\s/g, ""))?.slice(1) ?? [];
  const written = units.filter((_unit, index) => counts[index] !== undefined);
  const smallest = written.at(-1);
  if (smallest === undefined) return undefined;
  const seconds = units.reduce((sum, [, size], index) => sum + Number(counts[index] ?? 0) * size, 0);
  return `${seconds / smallest[1]}${smallest[0]}`;
}

/** The most cells of the table that are worth computing for one comparison. */
const mostCells = 20_000_000;

/**
 * Whether at most `max` insertions, deletions and replacements turn one sequence into the other. Undefined when that would take
 * more work than any rule is worth.
 */
export function distanceAtMost<T>(a: readonly T[], b: readonly T[], max: number): boolean | undefined {
  if (Math.abs(a.length - b.length) > max) return false;
  if (Math.max(a.length, b.length) <= max) return true;
  if (a.length * (2 * max + 1) > mostCells) return undefined;
  return bandedDistance(a, b, max) <= max;
}

/** Levenshtein's distance, computed only within `max` of the diagonal; more than `max` where it is more. */
function bandedDistance<T>(a: readonly T[], b: readonly T[], max: number): number {
  const far = max + 1;
  const width = 2 * max + 1;
  let row = Array.from({ length: width }, (_, k) => (k < max ? far : k - max));
  for (let i = 1; i <= a.length; i += 1) {
    const next: number[] = [];
    for (let k = 0; k < width; k += 1) {
      const j = i + k - max;
      const removed = (row[k + 1] ?? far) + 1;
      const inserted = (next[k - 1] ?? far) + 1;
      const replaced = (row[k] as number) + (j > 0 && a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(j < 0 || j > b.length ? far : Math.min(removed, inserted, j === 0 ? far : replaced));
    }
    row = next;
  }
  return row[b.length - a.length + max] as number;
}

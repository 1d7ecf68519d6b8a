import type { Arrangement, Detail } from "./detail.js";

/** One way to say less: from `most` down to 0 of something. */
export interface Stage {
  readonly most: number;
  readonly at: (count: number) => Detail;
}

/** The longest diff in bytes, from one try to the next. */
const diffBytes = [32_000, 8000, 2500, 800, 300] as const;

/**
 * What is given up, in this order: the ends of long diffs, whole diffs, rows without danger; then dangerous rows become lines, short
 * lines, and ids; what is left at the very end are counts.
 */
export function stagesOf({ counts: { grave, quiet, folds } }: Arrangement): Stage[] {
  const everything: Detail = {
    diffBytes: Number.POSITIVE_INFINITY,
    folds,
    quiet,
    full: grave,
    long: grave,
    short: grave,
    ids: grave,
  };
  const smallest = { ...everything, diffBytes: diffBytes[diffBytes.length - 1] ?? 0 };
  return [
    { most: 0, at: () => everything },
    ...diffBytes.map((bytes) => ({ most: 0, at: () => ({ ...everything, diffBytes: bytes }) })),
    { most: folds, at: (count) => ({ ...smallest, folds: count }) },
    { most: quiet, at: (count) => ({ ...smallest, folds: 0, quiet: count }) },
    { most: grave, at: (count) => ({ ...smallest, folds: 0, quiet: 0, full: count }) },
    { most: grave, at: (count) => ({ ...smallest, folds: 0, quiet: 0, full: 0, long: count }) },
    { most: grave, at: (count) => ({ ...smallest, folds: 0, quiet: 0, full: 0, long: 0, short: count }) },
    {
      most: grave,
      at: (count) => ({ ...smallest, folds: 0, quiet: 0, full: 0, long: 0, short: 0, ids: count }),
    },
  ];
}

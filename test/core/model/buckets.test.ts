import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bucketCount, bucketPattern, bucketsFor, overlap, shareOf } from "../../../src/core/model/buckets.js";
import { parseSelector } from "../../../src/core/selector/parse.js";

const rest = "b4b30af-11f3-4a5c-a2a6-52b1d4ee2d52".slice(1);
const sid = (bucket: number): string => bucket.toString(16).padStart(2, "0") + rest;
const buckets = fc
  .tuple(fc.integer({ min: 0, max: bucketCount }), fc.integer({ min: 0, max: bucketCount }))
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

describe("buckets of sensor ids", () => {
  it("are matched by their pattern, and no other is", () => {
    const ids = Array.from({ length: bucketCount }, (_, bucket) => sid(bucket));
    const wrong: string[] = [];
    for (let from = 0; from < bucketCount; from += 1)
      for (let to = from + 1; to <= bucketCount; to += 1) {
        const pattern = new RegExp(bucketPattern({ from, to }));
        const isRight = ids.every((id, bucket) => pattern.test(id) === (bucket >= from && bucket < to));
        if (!isRight) wrong.push(`${from} to ${to}: ${pattern.source}`);
      }
    expect(wrong).toEqual([]);
  });

  it("make a selector", () => {
    fc.assert(
      fc.property(buckets, (some) => {
        expect(parseSelector(`sid matches \`${bucketPattern(some)}\``).ok).toBe(true);
      }),
    );
  });

  it.each([
    [0, 16, "^0"],
    [0, 15, "^0[0-9a-e]"],
    [15, 64, "^(0f|[1-3])"],
    [64, 256, "^[4-9a-f]"],
    [3, 4, "^03"],
    [20, 40, "^(1[4-9a-f]|2[0-7])"],
  ])("from %d to %d are %s", (from, to, pattern) => {
    expect(bucketPattern({ from, to })).toBe(pattern);
  });

  it.each([
    [6, 15, 5.9],
    [25, 64, 25],
    [0.001, 1, 0.4],
    [99.99, 255, 99.6],
    [100, 256, 100],
  ])("that come nearest to %d %% are %d, which are %d %%", (percent, count, share) => {
    expect([bucketsFor(percent), shareOf(bucketsFor(percent))]).toEqual([count, share]);
  });

  it("are named again by the share that is shown of them", () => {
    for (let count = 1; count <= bucketCount; count += 1) expect(bucketsFor(shareOf(count))).toBe(count);
  });

  it("overlap where one is in both", () => {
    fc.assert(
      fc.property(buckets, buckets, (a, b) => {
        const both = Array.from({ length: bucketCount }, (_, bucket) => bucket).some((bucket) =>
          [a, b].every(({ from, to }) => bucket >= from && bucket < to),
        );
        expect(overlap(a, b)).toBe(both);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inParallel } from "../../src/flow/in-parallel.js";

/** Goes through numbers, of which each ends when the test says so. */
function walk(count: number, parallel: number) {
  const [begun, told]: [number[], string[]] = [[], []];
  const ends = new Map<number, () => void>();
  const whole = inParallel({
    items: Array.from({ length: count }, (_, index) => index),
    parallel,
    act: (item) => {
      begun.push(item);
      return new Promise<string>((resolve) => ends.set(item, () => resolve(`of ${item}`)));
    },
    tell: (result) => told.push(result),
  });
  const end = async (item: number): Promise<void> => {
    ends.get(item)?.();
    ends.delete(item);
    await new Promise(setImmediate);
  };
  return { begun, told, end, whole, underWay: () => [...ends.keys()] };
}

describe("going through a list in parallel", () => {
  it("begins as many as it may, and the next when any one ends", async () => {
    const { begun, end } = walk(5, 2);
    expect(begun).toEqual([0, 1]);
    await end(1);
    expect(begun).toEqual([0, 1, 2]);
    await end(2);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it("tells a result as soon as all before it are there, not earlier", async () => {
    const { told, end, whole } = walk(3, 3);
    await end(2);
    await end(1);
    expect(told).toEqual([]);
    await end(0);
    expect(told).toEqual(["of 0", "of 1", "of 2"]);
    await whole;
  });

  it("does each once and tells all in order, however they end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
        async (count, parallel, picks) => {
          const { begun, told, end, whole, underWay } = walk(count, parallel);
          for (const pick of picks) {
            expect(underWay().length).toBe(Math.min(parallel, count - (begun.length - underWay().length)));
            const one = underWay()[pick % Math.max(1, underWay().length)];
            if (one !== undefined) await end(one);
          }
          await whole;
          expect(begun).toEqual(Array.from({ length: count }, (_, index) => index));
          expect(told).toEqual(begun.map((item) => `of ${item}`));
        },
      ),
      { numRuns: 100 },
    );
  });
});

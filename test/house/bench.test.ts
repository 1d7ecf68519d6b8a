import { describe, expect, it } from "vitest";
import { benches } from "../../bench/benches/table.mjs";
import { missed, readResults, tooSlow } from "../../bench/results.mjs";

const names = benches.map(({ name }) => name);
const recordedAt = (scale: string) => readResults().scales[scale] ?? {};

describe("bench/results.json", () => {
  it("has every bench at the scale of CI; `node bench/run.mjs --scale 0.1 --record` measures them", () => {
    expect(Object.keys(recordedAt("0.1"))).toEqual(names);
  });

  it.each(["1", "0.1"])("has only benches at scale %s, with ratios that follow from their times", (scale) => {
    for (const [name, { ms, floorMs, ratio }] of Object.entries(recordedAt(scale))) {
      expect(names).toContain(name);
      expect(ms / floorMs / ratio).toBeCloseTo(1, 1);
    }
  });
});

describe("a measurement beside the recorded one", () => {
  const recorded = { start: { ratio: 1.6 } };

  it("is accepted up to one and a half times its ratio", () => {
    expect(tooSlow("start", { ratio: 2.4 }, recorded)).toBeUndefined();
    expect(tooSlow("start", { ratio: 2.41 }, recorded)).toContain("2.41 times its floor, recorded 1.6");
  });

  it("needs one", () => {
    expect(tooSlow("other", { ratio: 1 }, recorded)).toContain("nothing is recorded");
  });
});

it("what misses its limit is said with the limit", () => {
  const measured = { ms: 900, floorMs: 500, ratio: 1.8, peakMb: 100 };
  expect(missed({ ratio: 2, peakMb: 400, ms: 1000, beyondMs: 400 }, measured)).toEqual([]);
  expect(missed({ ratio: 1.5, beyondMs: 300 }, measured)).toEqual([
    "1.8 times the floor, limit 1.5",
    "400 ms beyond the floor, limit 300",
  ]);
});

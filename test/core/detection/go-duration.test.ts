import { describe, expect, it } from "vitest";
import { parseGoDuration } from "../../../src/core/detection/go-duration.js";

describe("parseGoDuration", () => {
  it.each([
    ["0", 0],
    ["-0", -0],
    ["10s", 10_000],
    ["1.5h", 5_400_000],
    [".5s", 500],
    ["1.s", 1000],
    ["1h30m", 5_400_000],
    ["+2m", 120_000],
    ["-2m", -120_000],
    ["10ms", 10],
    ["1us", 0.001],
    ["1µs", 0.001],
    ["1μs", 0.001],
    ["1ns", 0.000001],
    ["720h", 2_592_000_000],
  ])("reads %s", (text, milliseconds) => {
    expect(parseGoDuration(text)).toBeCloseTo(milliseconds, 9);
  });

  it.each(["", "-", "10", "1d", "h", "1h 30m", "1.2.3s", "1hs", "s1", "1h\n"])("refuses %j", (text) => {
    expect(parseGoDuration(text)).toBeUndefined();
  });
});

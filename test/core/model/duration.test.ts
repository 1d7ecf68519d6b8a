import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDuration, parseDuration } from "../../../src/core/model/duration.js";

describe("a duration as people write it", () => {
  it.each([
    ["30s", 30],
    ["15m", 900],
    ["12h", 43_200],
    ["7d", 604_800],
    ["90", 90],
    ["0s", 0],
    [3600, 3600],
    [0, 0],
  ])("%s is %d seconds", (written, seconds) => {
    expect(parseDuration(written)).toBe(seconds);
  });

  it.each([
    "1h30",
    "1h 30m",
    "1.5h",
    "-1s",
    "",
    "h",
    "7 d",
    "7D",
    "1w",
    "1e3",
    "0x10",
    "٣s",
    "1234567890s",
    " 5s",
    "5s\n",
  ])("%j is none", (written) => {
    expect(parseDuration(written)).toBeUndefined();
  });

  it.each([1.5, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])("the number %d is none", (written) => {
    expect(parseDuration(written)).toBeUndefined();
  });
});

describe("a duration as it is printed", () => {
  it.each([
    [0, "0s"],
    [0.4, "0s"],
    [-5, "0s"],
    [90, "1m 30s"],
    [3600, "1h"],
    [172_800, "2d"],
    [100_800, "1d 4h"],
    [86_400 + 3600 + 61, "1d 1h"],
    [86_399.6, "1d"],
  ])("%d seconds are %s", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it("can be read again, unit by unit, and is never more than what it stands for", () => {
    fc.assert(
      fc.property(fc.nat(10 ** 8), (seconds) => {
        const parts = formatDuration(seconds)
          .split(" ")
          .map((part) => parseDuration(part) ?? Number.NaN);
        const sum = parts.reduce((total, part) => total + part, 0);
        expect(sum).toBeLessThanOrEqual(seconds);
        expect(parts.length).toBeLessThanOrEqual(2);
        if (parts.length < 2) expect(sum).toBe(seconds);
      }),
    );
  });
});

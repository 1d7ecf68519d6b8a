import { describe, expect, it } from "vitest";
import { readInstant } from "../../../src/adapters/limacharlie/list-instant.js";

describe("an expiry of a list", () => {
  const ms = Date.UTC(2026, 8, 21, 14, 13, 20);

  it.each([
    ["seconds", ms / 1000],
    ["milliseconds", ms],
    ["microseconds", ms * 1000],
    ["seconds as text", String(ms / 1000)],
    ["ISO text", "2026-09-21T14:13:20Z"],
    ["ISO text with nanoseconds", "2026-09-21T14:13:20.000000000Z"],
    ["ISO text with an offset", "2026-09-21T16:13:20+02:00"],
    ["text without a zone", "2026-09-21 14:13:20"],
  ])("is an instant as %s", (_, value) => {
    expect(readInstant(value)).toBe(ms);
  });

  it("changes its unit at the documented numbers", () => {
    expect([1e9, 1e11, 1e11 + 1, 1e14, 1e14 + 1000].map((value) => readInstant(value))).toEqual([
      1e12,
      1e14,
      1e11 + 1,
      1e14,
      1e11 + 1,
    ]);
  });

  it.each([
    ["a duration", 604_800],
    ["zero", 0],
    ["a negative number", -1],
    ["nanoseconds", ms * 1_000_000],
    ["words", "tomorrow"],
    ["a zero time", "0001-01-01T00:00:00Z"],
    ["no such day", "2026-13-41T00:00:00Z"],
    ["null", null],
    ["nothing", undefined],
    ["an object", {}],
  ])("is unknown for %s", (_, value) => {
    expect(readInstant(value)).toBeUndefined();
  });
});

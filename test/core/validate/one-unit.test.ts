import { describe, expect, it } from "vitest";
import { inOneUnit } from "../../../src/core/validate/one-unit.js";

describe("a duration of several units in one", () => {
  it.each([
    ["1h30", "90m"],
    ["1h30m", "90m"],
    ["1h 30m", "90m"],
    ["1d12h", "36h"],
    ["2d1h1m1s", "176461s"],
    ["30m30s", "1830s"],
  ])("%s is %s", (written, same) => {
    expect(inOneUnit(written)).toBe(same);
  });

  it.each(["", "one day", "1w", "1h30x", "-1h", "h"])("is not known for %j", (written) => {
    expect(inOneUnit(written)).toBeUndefined();
  });
});

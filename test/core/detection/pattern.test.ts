import { describe, expect, it } from "vitest";
import { compilePattern } from "../../../src/core/detection/pattern.js";

describe("compilePattern", () => {
  it("keeps patterns that mind letter case apart from those that do not, however many there are", () => {
    for (let count = 0; count < 2100; count += 1) expect(compilePattern(`a${count}`, true).ok).toBe(true);
    const sensitive = compilePattern("a7", true);
    const folding = compilePattern("a7", false);
    expect(sensitive.ok && sensitive.test("xA7")).toBe(false);
    expect(folding.ok && folding.test("xA7")).toBe(true);
  });

  it("says what is wrong in the words of Go", () => {
    expect(compilePattern("a{1001}", true)).toEqual({
      ok: false,
      message: "error parsing regexp: invalid repeat count: `{1001}`",
    });
  });
});

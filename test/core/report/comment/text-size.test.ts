import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteLength, cutLines, middleCut } from "../../../../src/core/report/comment/text-size.js";

describe("the size of a text", () => {
  it("is that of its UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(byteLength(text)).toBe(Buffer.byteLength(text, "utf8"));
      }),
    );
    expect(byteLength("aä漢🦀")).toBe(1 + 2 + 3 + 4);
  });
});

describe("a text cut in its middle", () => {
  it("keeps beginning and end, and says how much is gone", () => {
    expect(middleCut("abcdef", 6)).toBe("abcdef");
    expect(middleCut("abcdefghi", 6)).toBe("abcd… 3 characters …hi");
    expect(middleCut("🦀🦀🦀🦀", 3)).toBe("🦀🦀… 1 characters …🦀");
  });
});

describe("lines cut", () => {
  it("are whole lines, and say how many are gone", () => {
    expect(cutLines(["a", "b"], 4)).toBe("a\nb");
    expect(cutLines(["a", "b"], 3)).toBe("a\n# … 1 more line, not shown here");
    expect(cutLines(["ab", "b"], 2)).toBe("# … 2 more lines, not shown here");
  });
});

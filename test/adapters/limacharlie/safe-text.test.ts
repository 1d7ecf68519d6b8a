import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeText } from "../../../src/adapters/limacharlie/safe-text.js";

const key = "0b1c2d3e-aaaa-bbbb-cccc-1234567890ab";

describe("text from outside", () => {
  it("has our secrets redacted in every letter case", () => {
    expect(safeText(`bad key ${key} ${key.toUpperCase()}`, [key])).toBe("bad key [redacted] [redacted]");
  });

  it("has secrets redacted that only their form tells", () => {
    expect(safeText("Authorization: Bearer abcdefghijkl rest", [])).toBe("[redacted] rest");
    expect(safeText("authorization=s3cr3t,x", [])).toBe("[redacted],x");
    expect(safeText("token eyJhbGciOiJub25lIn0.eyJleHAiOjF9.c2ln", [])).toBe("token [redacted]");
  });

  it("takes a secret as text, not as a pattern, and no empty one", () => {
    expect(safeText("a+b aab", ["a+b", ""])).toBe("[redacted] aab");
  });

  it("has nothing in it that a terminal obeys", () => {
    expect(safeText("a\u001b[31mb\u0007\u009bc\u202ed\u2028e", [])).toBe(
      "a\\u{001b}[31mb\\u{0007}\\u{009b}c\\u{202e}d\\u{2028}e",
    );
    expect(safeText(" one\r\n\ttwo ", [])).toBe("one two");
  });

  it("is cut to a length, never inside a character, and never through a secret", () => {
    expect(safeText("x".repeat(400), [])).toHaveLength(300);
    expect(safeText(`abc\u{1f600}def`, [], 5)).toBe("abc…");
    expect(safeText(`${"y".repeat(290)}${key}`, [key])).not.toContain(key.slice(0, 8));
  });

  it("never carries a secret, whatever is around it", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(safeText(`${before}${key}${after}`, [key])).not.toContain(key);
      }),
    );
  });

  it("never carries a control character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(safeText(text, [])).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../../src/core/model/json.js";
import { mayHaveText } from "../../../src/core/model/may-have-text.js";
import { textsIn } from "../../../src/core/model/variables.js";

const isShort = (text: string): boolean => text.length < 3;

describe("mayHaveText", () => {
  it("is true exactly where one of the texts passes", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (made) => {
        const value = made as Json;
        expect(mayHaveText(value, isShort)).toBe([...textsIn(value)].some(({ text }) => isShort(text)));
      }),
    );
  });

  it("does not look at keys", () => {
    expect(mayHaveText({ a: 1, b: [null, true] }, () => true)).toBe(false);
  });

  it("leaves it open for what is nested too deep", () => {
    const nested = (levels: number): Json => JSON.parse("[".repeat(levels) + "]".repeat(levels)) as Json;
    expect(mayHaveText(nested(900), () => true)).toBe(false);
    expect(mayHaveText(nested(5000), () => false)).toBe(true);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeTarget, targetSelector, wireTarget } from "../../../src/core/model/target.js";
import { compileSelector } from "../../../src/core/selector/evaluate.js";
import { parseSelector } from "../../../src/core/selector/parse.js";

describe("a target as it is sent", () => {
  it.each([
    [{ selector: "  plat == `windows`\n" }, { selector: "plat == `windows`" }],
    [{ sid: "x" }, { sid: "x" }],
    [{ sid: ["x"] }, { sid: "x" }],
    [{ sid: ["x", "y"] }, { selector: "sid == `x` or sid == `y`" }],
    [{ tag: "server" }, { tag: "server" }],
    [{ tag: ["server"] }, { tag: "server" }],
    [{ tag: ["server", "pilot"] }, { selector: "`server` in tags or `pilot` in tags" }],
    [{ plat: "windows" }, { selector: "plat == `windows`" }],
    [{ plat: ["linux", "macos"] }, { selector: "plat == `linux` or plat == `macos`" }],
    [{ all: true as const }, { selector: "*" }],
  ])("%j becomes %j", (declared, target) => {
    expect(wireTarget(declared)).toEqual(target);
  });

  it("is never empty: that could mean every sensor", () => {
    for (const nothing of [
      { selector: " " },
      { sid: "" },
      { sid: [] },
      { tag: [] },
      { tag: ["a", ""] },
      { plat: [] },
    ]) {
      expect(() => wireTarget(nothing)).toThrow(new RangeError("Cannot target sensors: the target is empty"));
    }
  });
});

describe("the selector of a target", () => {
  it("names the same sensors", () => {
    expect(targetSelector({ selector: "*" })).toBe("*");
    expect(targetSelector({ sid: "x" })).toBe("sid == `x`");
    expect(targetSelector({ tag: "a b" })).toBe("`a b` in tags");
  });

  it("finds tags with whatever quotes and backslashes are in them, and no others", () => {
    const tag = fc.string({ minLength: 1, unit: fc.constantFrom("`", '"', "'", "\\", "a", "x22", " ") });
    fc.assert(
      fc.property(tag, tag, (wanted, other) => {
        const parsed = parseSelector(targetSelector({ tag: wanted }));
        if (!parsed.ok) throw new Error(parsed.problem.message);
        const matches = compileSelector(parsed.expression);
        expect(matches({ sid: "s", tags: [wanted] })).toEqual({ ok: true, matches: true });
        expect(matches({ sid: "s", tags: [other] })).toEqual({ ok: true, matches: wanted === other });
      }),
    );
  });
});

describe("a target in words", () => {
  it("says what it reaches", () => {
    expect(describeTarget({ sid: "x" })).toBe("sensor x");
    expect(describeTarget({ tag: "server" })).toBe("tag server");
    expect(describeTarget({ selector: "*" })).toBe("every sensor (*)");
    expect(describeTarget({ selector: "plat == `x`" })).toBe("plat == `x`");
  });
});

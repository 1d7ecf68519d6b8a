import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandBraces, globParts } from "../../../src/core/model/glob.js";

describe("braces", () => {
  it.each([
    ["a", ["a"]],
    ["{a,b}", ["a", "b"]],
    ["x{a,b}y{1,2}", ["xay1", "xay2", "xby1", "xby2"]],
    ["{a,{b,c}d}", ["a", "bd", "cd"]],
    ["{a,}b", ["ab", "b"]],
    ["{a,a}", ["a"]],
    ["{a}", ["{a}"]],
    ["{a,b", ["{a,b"]],
    ["a,b}", ["a,b}"]],
  ])("%s stands for %o", (glob, expanded) => {
    expect([...(expandBraces(glob) ?? [])].toSorted()).toEqual(expanded.toSorted());
  });

  it("stand for a thousand globs at most", () => {
    expect(expandBraces("{0,1,2,3,4,5,6,7,8,9}".repeat(3))).toHaveLength(1000);
    expect(expandBraces("{0,1,2,3,4,5,6,7,8,9}".repeat(4))).toBeUndefined();
    expect(expandBraces("{a,b}".repeat(5000))).toBeUndefined();
  });

  it("always come to an end with no braces that have a comma", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab{},]{0,14}$/), (glob) => {
        for (const one of expandBraces(glob) ?? []) expect(one).not.toMatch(/\{[^{}]*,[^{}]*\}/);
      }),
    );
  });
});

describe("the parts of a glob", () => {
  it.each([
    ["tasks/**/*.yaml", [["tasks", "**", "*.yaml"]]],
    ["./a//b/.", [["a", "b"]]],
    ["a/**/**/b", [["a", "**", "b"]]],
    ["a/**", [["a", "**", "*"]]],
    [
      "{a/b,c}/d",
      [
        ["a", "b", "d"],
        ["c", "d"],
      ],
    ],
    ["", [[]]],
  ])("of %s are %o", (glob, parts) => {
    expect(globParts(glob)).toEqual(parts);
  });
});

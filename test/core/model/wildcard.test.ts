import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesWildcard } from "../../../src/core/model/wildcard.js";

describe("a wildcard pattern", () => {
  it("matches what the same pattern as a regular expression matches", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*?]{0,8}$/), fc.stringMatching(/^[ab]{0,8}$/), (pattern, name) => {
        const expression = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
        expect(matchesWildcard(pattern, name)).toBe(expression.test(name));
      }),
      { numRuns: 2000 },
    );
  });

  it("takes every other character as it is", () => {
    expect(matchesWildcard("a.[b]", "a.[b]")).toBe(true);
    expect(matchesWildcard("a.c", "abc")).toBe(false);
  });

  it("comes to an end where regular expressions do not", () => {
    expect(matchesWildcard(`${"a*".repeat(50)}b`, "a".repeat(5000))).toBe(false);
  });
});

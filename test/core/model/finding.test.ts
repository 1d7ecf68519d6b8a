import { describe, expect, it } from "vitest";
import { type Finding, hasErrors, sortFindings } from "../../../src/core/model/finding.js";

const finding = (check: string, at?: [file: string, line: number, column: number]): Finding => ({
  check,
  severity: "warning",
  message: "",
  fix: "",
  ...(at === undefined ? {} : { at: { file: at[0], line: at[1], column: at[2] } }),
});

describe("findings", () => {
  it("are read by file, line, column and check, those without a place first", () => {
    const sorted = [
      finding("a"),
      finding("b"),
      finding("a", ["a.yaml", 1, 9]),
      finding("a", ["a.yaml", 2, 1]),
      finding("a", ["a.yaml", 10, 2]),
      finding("b", ["a.yaml", 10, 2]),
      finding("a", ["b.yaml", 1, 1]),
    ];
    expect(sortFindings(sorted.toReversed())).toEqual(sorted);
  });

  it("forbid to go on only when one is an error", () => {
    expect(hasErrors([finding("a")])).toBe(false);
    expect(hasErrors([finding("a"), { ...finding("b"), severity: "error" }])).toBe(true);
  });
});

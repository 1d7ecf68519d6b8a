import { describe, expect, it } from "vitest";
import { doubledBackslash, invalidPattern } from "../../../../src/core/selector/checks/pattern.js";
import { findings } from "./findings.js";

describe("selector/invalid-pattern", () => {
  it.each([
    [
      "hostname matches `[`",
      [
        "error 18: Cannot compile the pattern: error parsing regexp: missing closing ]: `[` → write a regular expression of Go (RE2): no look-around, no back-references",
      ],
    ],
    [
      "hostname not matches `(?=x)`",
      [
        "error 22: Cannot compile the pattern: error parsing regexp: invalid or unsupported Perl syntax: `(?=` → write a regular expression of Go (RE2): no look-around, no back-references",
      ],
    ],
  ])("refuses what Go's regular expressions do not have: %s", (text, expected) => {
    expect(findings(invalidPattern, text)).toEqual(expected);
  });

  it.each([
    [
      "arch == x64 and hostname matches `[`",
      [
        "warning 34: Cannot compile the pattern: error parsing regexp: missing closing ]: `[` → write a regular expression of Go (RE2): no look-around, no back-references",
      ],
    ],
  ])("only warns where another part of the selector can decide first: %s", (text, expected) => {
    expect(findings(invalidPattern, text)).toEqual(expected);
  });

  it.each(["hostname matches `^(?i)dc[0-9]+$`", "hostname == `[` and `[` in hostname"])(
    "accepts patterns of Go, and brackets where no pattern is asked for: %s",
    (text) => {
      expect(findings(invalidPattern, text)).toEqual([]);
    },
  );
});

describe("selector/doubled-backslash", () => {
  it.each([
    [
      "ext_ip matches `^192\\\\.168\\\\.`",
      ["warning 16: the backslashes of the pattern are doubled inside a raw literal → write `^192\\.168\\.`"],
    ],
    [
      "hostname not matches '\\\\d'",
      ["warning 22: the backslashes of the pattern are doubled inside a raw literal → write `\\d`"],
    ],
  ])("warns of backslashes doubled for JSON: %s", (text, expected) => {
    expect(findings(doubledBackslash, text)).toEqual(expected);
  });

  it.each(["ext_ip matches `^192\\.168\\.`", 'hostname matches "\\\\d"', "hostname contains `a\\\\b`"])(
    "accepts single ones, escaped ones, and those of other operators: %s",
    (text) => {
      expect(findings(doubledBackslash, text)).toEqual([]);
    },
  );
});

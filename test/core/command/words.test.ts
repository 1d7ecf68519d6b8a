import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinWords, splitCommand } from "../../../src/core/command/words.js";

interface Vectors {
  readonly vectors: readonly { readonly input: string; readonly tokens: readonly string[] | null }[];
}

const { vectors }: Vectors = JSON.parse(readFileSync(new URL("shlex-vectors.json", import.meta.url), "utf8"));

describe("splitCommand", () => {
  it.each(vectors)("splits $input as the sensor does", ({ input, tokens }) => {
    const split = splitCommand(input);
    expect(split.ok ? split.words : null).toEqual(tokens);
  });

  it.each([
    ["", []],
    [" \t\r\n", []],
    ["a\u00a0b\vc", ["a\u00a0b\vc"]],
    ["a\nb\rc\td", ["a", "b", "c", "d"]],
    ["a #b\nc #d", ["a", "c"]],
    ["a #b\r c", ["a"]],
    ["a#b '#c' \"#d\" \\#e", ["a#b", "#c", "#d", "#e"]],
    ["# 'open", []],
    ["''", [""]],
    ["\"\" '' a''", ["", "", "a"]],
    ["\"a\"'b'c", ["abc"]],
    ["'a'#b", ["a#b"]],
    ["\\a \\\\b \\ c", ["a", "\\b", " c"]],
    ["a\\b a\\\\b a\\ b a\\\"b a\\'b a\\#b", ["a\\b", "a\\\\b", "a\\ b", 'a\\"b', "a\\'b", "a\\#b"]],
    ['\\"a b', ['"a', "b"]],
    ["''\\ a", ["\\ a"]],
    ['\'a\\\' "b\\\\" "c\\d\\"e\\\'f\\ g"', ["a\\", "b\\", "c\\d\"e'f\\ g"]],
    ['"a\\\nb"', ["a\\\nb"]],
    ["😀\\😀 '😀'", ["😀\\😀", "😀"]],
    ["a\0b", ["a\0b"]],
  ])("knows the corners: %j", (line, words) => {
    expect(splitCommand(line)).toEqual({ ok: true, words });
  });

  const openQuote = {
    ok: false,
    message: "Cannot split the command: a quote is not closed",
    fix: "close the quote; inside double quotes a backslash escapes it, so put paths in single quotes",
  };
  const openEscape = {
    ok: false,
    message: "Cannot split the command: a backslash is its last character",
    fix: "put a path that ends in a backslash in single quotes, such as 'c:\\'",
  };

  it.each([
    ["'", { ...openQuote, column: 1 }],
    ['a "b c', { ...openQuote, column: 3 }],
    ["a b'c", { ...openQuote, column: 4 }],
    ['dir_list "c:\\" *', { ...openQuote, column: 10 }],
    ['a "b\\', { ...openQuote, column: 3 }],
    ["'a' 'b", { ...openQuote, column: 5 }],
    ["😀 'b", { ...openQuote, column: 4 }],
    ["dir_list c:\\", { ...openEscape, column: 12 }],
    ["a \\", { ...openEscape, column: 3 }],
    ["\\", { ...openEscape, column: 1 }],
  ])("says where a line is left open: %j", (line, refusal) => {
    expect(splitCommand(line)).toEqual(refusal);
  });

  it("never throws", () => {
    const hard = fc.string({ unit: fc.constantFrom("'", '"', "\\", " ", "#", "\n", "a", "😀") });
    fc.assert(
      fc.property(fc.oneof(hard, fc.string({ unit: "binary" })), (line) => {
        const split = splitCommand(line);
        if (!split.ok) expect(line.charAt(split.column - 1)).toMatch(/['"\\]/);
      }),
    );
  });
});

describe("joinWords", () => {
  it.each([
    [["os_version"], "os_version"],
    [["a_b", "./c:d=e,f@g%h+i-j9"], "a_b ./c:d=e,f@g%h+i-j9"],
    [["a b", "", "#c", "\\d", "e\nf", 'g"h', "i*"], "'a b' '' '#c' '\\d' 'e\nf' 'g\"h' 'i*'"],
    [["it's", 'it\'s "\\"'], '"it\'s" "it\'s \\"\\\\\\""'],
    [[], ""],
  ])("quotes only what needs it: %j", (words, line) => {
    expect(joinWords(words)).toBe(line);
  });

  it("emits what splits into the same words", () => {
    const hard = fc.string({ unit: fc.constantFrom("'", '"', "\\", " ", "#", "\n", "\t", "a", "-", "$") });
    fc.assert(
      fc.property(fc.array(fc.oneof(hard, fc.string({ unit: "binary" }))), (words) => {
        expect(splitCommand(joinWords(words))).toEqual({ ok: true, words });
      }),
      { numRuns: 500 },
    );
  });
});

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "../../../../src/core/selector/generated/selector.js";
import { parseSelector } from "../../../../src/core/selector/parse.js";
import { readPlain } from "../../../../src/core/selector/plain/read-plain.js";
import { written } from "./written.js";

/** How many texts are compared; PLAIN_RUNS=300000 for a long look. */
const runs = Number(process.env["PLAIN_RUNS"] ?? 4000);

/** What the grammar makes of a text; undefined for what it refuses. */
function whole(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Sees that a text which is read here is read as by the grammar, and without what only its second pass takes. */
function compare(text: string): boolean {
  const plain = readPlain(text);
  if (plain === undefined) return false;
  expect(plain).toEqual(whole(text));
  expect(JSON.stringify(plain)).toBe(JSON.stringify(whole(text)));
  const parsed = parseSelector(text);
  if (parsed.ok) expect(parsed.warnings).toEqual([]);
  else expect(parsed.problem.check).toBe("selector/escape");
  return true;
}

const accepted: { readonly [what: string]: string } = {
  "every sensor": "*",
  "a comparison": "plat == `windows`",
  "one without spaces": "plat!=windows",
  "words and quotes": 'plat == windows and arch != "x 64" or hostname == `a"b`',
  operators: "a contains b and a not contains `b` and a matches `^b` and a not matches `b$`",
  memberships: '`prod` in tags and `old` not in tags and prod in tags and "a b" not in tags',
  "state tests": "a is empty or a is not empty or a is nil or a is not nil",
  "nots and parentheses": "not (a == b and not not c == d) or ( e == f )",
  "white space": "\n a\t==\r\nb  and\tc != `d` \n",
  "keywords as names and values": "in in in and any == all and is is empty and contains contains contains",
  "texts of several lines": "a == `b\r\nc`",
  "parentheses 50 deep": `${"(".repeat(50)}a == b${")".repeat(50)}`,
};

const refused: { readonly [what: string]: string } = {
  nothing: " ",
  "a star with spaces": " * ",
  "a number": "alive == 0",
  "a path": "tags.0 == x",
  "a path in brackets": "tags[`0`] == x",
  "a path as a value": "a == b.c",
  "a path on the right": "x in tags.0",
  "a JSON pointer": '"/plat" == x',
  "a slash in double quotes": 'plat == "/x"',
  "nothing in double quotes": 'plat == ""',
  "single quotes": "plat == 'x'",
  "a hyphen": "hostname == web-01",
  "a field alone": "isolated",
  capitals: "a == b AND c == d",
  "a collection": "any tags as t { t == x }",
  "a collection at the end": "a == b or any tags as t { t == x }",
  "no space behind not": "not(a == b)",
  "no space before and": "a == `b`and c == d",
  "no space behind and": "a == b and(c == d)",
  "a word that begins as empty": "tags is emptyx",
  "a word that begins as not": "tags is nothing empty",
  "a quote that is not closed": "a == `b",
  "a parenthesis that is not closed": "(a == b",
  "one too many": "a == b)",
  "two values": "a == b c",
  "an operator that is none": "a >= b",
  "three signs": "a === b",
  "a space that is none": "a ==\u00a0b",
  "parentheses 51 deep": `${"(".repeat(51)}a == b${")".repeat(51)}`,
  "nots 51 deep": `${"not ".repeat(51)}a == b`,
};

describe("the plain part of the selector language", () => {
  it.each(Object.entries(accepted))("has %s", (_, text) => {
    expect(compare(text)).toBe(true);
  });

  it.each(Object.entries(refused))("leaves to the grammar: %s", (_, text) => {
    expect(readPlain(text)).toBeUndefined();
  });

  it("is read as the grammar reads it, and nothing that stock go-bexpr refuses", () => {
    let read = 0;
    fc.assert(
      fc.property(written, (text) => {
        if (compare(text)) read += 1;
      }),
      { numRuns: runs },
    );
    expect(read).toBeGreaterThan(runs / 10);
  });

  it("is what most of the published selectors are written in", () => {
    const corpus: { selectors: { selector: string; stock_bexpr: string }[] } = JSON.parse(
      readFileSync(new URL("../selectors-corpus.json", import.meta.url), "utf8"),
    );
    const read = corpus.selectors.filter(({ selector }) => compare(selector));
    expect(read.filter(({ stock_bexpr }) => stock_bexpr === "rejects")).toEqual([]);
    expect(read.length).toBeGreaterThan(corpus.selectors.length / 4);
  });
});

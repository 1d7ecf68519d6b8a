import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPlain } from "../../../src/core/plain-yaml/read-plain.js";
import { readWhole } from "../../../src/flow/load/whole.js";
import { written } from "./written.js";

/** What the whole reader says of a text: its documents and where they begin, or what it complains of. */
function whole(text: string) {
  const { documents, findings } = readWhole("a.yaml", text);
  if (findings.length > 0) return findings;
  return documents.map(({ data, source }) => {
    const { line, column } = source.value([]);
    return { data, line, column };
  });
}

const plain = (text: string) => readPlain(text)?.map((document) => ({ ...document, column: 1 }));

/** How many texts are compared; PLAIN_RUNS=300000 for a long look. */
const runs = Number(process.env["PLAIN_RUNS"] ?? 4000);

const accepted: { readonly [what: string]: string } = {
  "a mapping": "name: a\nrun: 1\n",
  "no line feed at the end": "name: a",
  "a document after comments": "# yaml-language-server: x\n\n---\nname: a\n",
  "two documents": "a: 1\n---\nb: 2\n",
  "nested mappings and lists": "a:\n  - b: 1\n    c:\n    - d\n    - - e\n      - f\n  -   g: 2\n",
  "a list at its key's indent": "a:\n- b\n- c\nd: 1\n",
  "no value": "a:\nb: # later\nc: null\nd: ~\n",
  "flow collections": `a: [1, 'b', "c", [d], { e: f, "g h": [] }, {}]\n`,
  "quoted texts": "a: 'it''s'\nb: \"x\\n\\t\\\\\\\"\\/\" # why\n\"c d\": 1\n'e': 2\n",
  "texts of several lines": "a: |\n  x\n    y\n\n  # z\n\nb: >-\n  x\n  y\n\n  z\nc:\n  - |-\n    q\n",
  "words and numbers": "a: [true, False, NULL, ~, 0, -12, 0.5, 2d, 10.0.0.0/8, 1.2.3]\n",
  selectors: "a: plat == `windows` and not (`x` in tags)\n",
  "keys with a space": "case sensitive: false\nevent/FILE_PATH: x\n",
  "comments everywhere": "# a\na: 1 # b\n   # c\n\nb: x#y\n",
  nothing: "# only this\n",
};

const refused: { readonly [what: string]: string } = {
  "a tab": "a:\tb\n",
  "a carriage return": "a: b\r\n",
  "an anchor": "a: &x b\n",
  "an alias": "a: *x\n",
  "a tag": "a: !t b\n",
  "a merge key": "<<: a\n",
  "a key twice": "a: 1\na: 2\n",
  "a key twice in braces": "a: { b: 1, b: 2 }\n",
  "a key that is no text": "1: a\n",
  "a key that is no text in braces": "a: { true: 1 }\n",
  "the prototype": "__proto__: a\n",
  "the prototype in braces": "a: { __proto__: 1 }\n",
  "a scalar of several lines": "a: b\n  c\n",
  "a quoted scalar of several lines": "a: 'b\n  c'\n",
  "text behind quotes": "a: 'b' c\n",
  "an escape that is rare": 'a: "\\u0041"\n',
  "a flow collection of several lines": "a: [b,\n  c]\n",
  "a flow collection that does not end": "a: [b\n",
  "a flow mapping without a value": "a: { b }\n",
  "a flow mapping that does not end": "a: { b: c\n",
  "a colon in a flow scalar": "a: [b:c]\n",
  "a pair in a flow list": "a: [b: c]\n",
  "a colon that is none": "a: b: c\n",
  "an odd number": "a: 0x1f\n",
  "an odd number in a list": "a: [1e3]\n",
  "a number with a leading zero": "a: 007\n",
  "minus zero": "a: -0\n",
  "a directive": "%YAML 1.2\n---\na: b\n",
  "the end of a document": "a: b\n...\n",
  "a document that is empty": "---\n---\na: b\n",
  "a document on the separator's line": "--- a\n",
  "a scalar as a document": "a\n",
  "a flow collection as a document": "{ a: b }\n",
  "a document that is indented": " a: b\n",
  "an indent that fits nothing": "a:\n   b: 1\n  c: 2\n",
  "an item beside keys": "a: 1\n- b\n",
  "a key beside items": "- b\na: 1\n",
  "an item without a value": "a:\n  -\n  - b\n",
  "a complex key": "? a\n: b\n",
  "a text that keeps its empty lines": "a: |+\n  b\n",
  "a text that says its indent": "a: |2\n  b\n",
  "a text without lines": "a: |\nb: 1\n",
  "a text that begins with an empty line": "a: |\n\n  b\n",
  "a text with spaces alone in it": "a: |\n  b\n    \n  c\n",
  "a text without a line feed at its end": "a: |\n  b",
  "a folded text with deeper lines": "a: >\n  b\n    c\n",
  "what is reserved": "a: `b`\n",
  "deeper than anybody writes": `a: ${"[".repeat(70)}${"]".repeat(70)}\n`,
  "keys in keys without end": Array.from({ length: 70 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""),
  "lists in lists without end": `a:\n  ${"- ".repeat(70)}b\n`,
};

describe("the plain part of YAML", () => {
  it.each(Object.entries(accepted))("has %s", (_, text) => {
    expect(plain(text)).toEqual(whole(text));
  });

  it.each(Object.entries(refused))("leaves to the whole reader: %s", (_, text) => {
    expect(readPlain(text)).toBeUndefined();
  });

  it("is read as the whole reader reads it, and nothing that one complains of", () => {
    let read = 0;
    fc.assert(
      fc.property(written, (text) => {
        const documents = plain(text);
        if (documents === undefined) return;
        read += 1;
        expect(documents).toEqual(whole(text));
        expect(JSON.stringify(documents)).toBe(JSON.stringify(whole(text)));
      }),
      { numRuns: runs },
    );
    expect(read).toBeGreaterThan(runs / 20);
  });

  it("is what the tasks of this repository are written in", () => {
    const tasks = readdirSync("tasks", { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".yaml"),
    );
    expect(tasks.length).toBeGreaterThan(0);
    const quick = tasks.filter((name) => readPlain(readFileSync(join("tasks", name), "utf8")) !== undefined);
    expect(quick).toEqual(tasks);
  });
});

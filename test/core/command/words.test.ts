import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinWords, splitCommand } from "../../../src/core/command/words.js";

interface Vector {
  readonly input: string;
  readonly tokens: readonly string[] | null;
}
const { vectors } = JSON.parse(readFileSync(new URL("shlex-vectors.json", import.meta.url), "utf8")) as {
  vectors: readonly Vector[];
};

describe("splitCommand", () => {
  it.each(vectors)("splits $input as the sensor does", ({ input, tokens }) => {
    const split = splitCommand(input);
    expect(split.ok ? split.words : null).toEqual(tokens);
  });
});

describe("joinWords", () => {
  it("emits what splits into the same words", () => {
    const word = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: fc.constantFrom("'", '"', "\\", " ", "#", "a", "\n", "-") }),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(splitCommand(joinWords(words))).toEqual({ ok: true, words });
      }),
    );
  });
});

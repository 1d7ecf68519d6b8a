import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexTexts } from "../../../src/core/validate/text-index.js";

const word = fc.stringMatching(/^[abcAB]{0,6}$/);

describe("an index of texts", () => {
  it("never misses an owner one of whose texts contains the given one, in any case", () => {
    fc.assert(
      fc.property(fc.array(fc.array(word)), word, (owners, wanted) => {
        const index = indexTexts(owners, (texts) => texts);
        const contains = (texts: readonly string[]) =>
          texts.some((text) => text.toLowerCase().includes(wanted.toLowerCase()));
        const answer = new Set(index(wanted));
        expect(owners.filter((texts) => contains(texts) && !answer.has(texts))).toEqual([]);
      }),
    );
  });

  it("leaves out what has nothing in common", () => {
    const index = indexTexts(["version-a", "packages-b"], (text) => [text]);
    expect([...index("packages")]).toEqual(["packages-b"]);
    expect([...index("nothing")]).toEqual([]);
  });
});

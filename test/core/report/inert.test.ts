import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inert, inertJson } from "../../../src/core/report/inert.js";
import { activeCharacter, hostileText } from "./hostile.js";

describe("inert text", () => {
  it.each([
    ["an escape sequence", "a\u001b[31mb", "a\\u{1b}[31mb"],
    ["an eight-bit control", "\u009b2J", "\\u{9b}2J"],
    ["line breaks and tabs", "a\r\n\tb", "a\\u{d}\\n\\tb"],
    ["characters that turn the direction", "a\u202eb\u2066c", "a\\u{202e}b\\u{2066}c"],
    ["characters without width", "a\u200bb\u2060c\ufeffd", "a\\u{200b}b\\u{2060}c\\u{feff}d"],
    ["separators of lines and paragraphs", "a\u2028b\u2029c", "a\\u{2028}b\\u{2029}c"],
    ["tags that nobody sees", "a\u{e0041}b", "a\\u{e0041}b"],
    ["fillers that look like nothing", "a\u3164b\u00adc", "a\\u{3164}b\\u{ad}c"],
    ["half a pair", "a\ud800b", "a\\u{d800}b"],
  ])("shows %s as what it is", (_, text, shown) => {
    expect(inert(text)).toBe(shown);
  });

  it.each(["plain text, with a \\ and a `", "Zoë 漢字 🦀 ❤️", "é e\u0301", ""])(
    "leaves %j as it is",
    (text) => {
      expect(inert(text)).toBe(text);
    },
  );

  it("has nothing active left in it, whatever the text", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(inert(text)).not.toMatch(activeCharacter);
        expect(inert(inert(text))).toBe(inert(text));
      }),
    );
  });
});

describe("inert JSON", () => {
  it("says the same as before and has nothing active but its own line breaks", () => {
    fc.assert(
      fc.property(fc.dictionary(hostileText, fc.array(hostileText)), (value) => {
        const json = inertJson(JSON.stringify(value, null, 2));
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(json.replaceAll("\n", "")).not.toMatch(activeCharacter);
      }),
    );
  });
});

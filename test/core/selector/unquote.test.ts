import { describe, expect, it } from "vitest";
import { unquote } from "../../../src/core/selector/unquote.js";

const double = (text: string) => unquote({ quote: "double", text });

describe("unquote", () => {
  it.each([
    ["", ""],
    ["plain é 😀 '`", "plain é 😀 '`"],
    ["\\a\\b\\f\\n\\r\\t\\v\\\\", "\x07\b\f\n\r\t\v\\"],
    ["\\x41\\101\\u00e9\\U0001F600", "AAé😀"],
    ["\\xc3\\xa9 \\303\\251", "é é"],
    ["a\\x41\\xc3\\xa9b", "aAéb"],
    ["\\xff", "\ufffd"],
    ["\\xc3(\\xff\\x41", "\ufffd(\ufffd\ufffd"],
    ["\\377", "\ufffd"],
    ["tab\tand return\r stay", "tab\tand return\r stay"],
    ["\\u0000\\x7f", "\0\x7f"],
  ])("reads the escapes of Go in double quotes: %j", (text, expected) => {
    expect(double(text)).toEqual({ ok: true, text: expected });
  });

  it.each([
    ["\\.", 0, "\\. is no escape of a double-quoted value"],
    ["ab\\q", 2, "\\q is no escape of a double-quoted value"],
    ["\\'", 0, "\\' is no escape of a double-quoted value"],
    ["\\😀", 0, "\\😀 is no escape of a double-quoted value"],
    ["\\", 0, "\\ is no escape of a double-quoted value"],
    ["a\\x4", 1, "\\x4 is no escape of a double-quoted value"],
    ["\\xg1", 0, "\\x is no escape of a double-quoted value"],
    ["\\u12", 0, "\\u12 is no escape of a double-quoted value"],
    ["\\ud800", 0, "\\ud800 is no escape of a double-quoted value"],
    ["\\udfff", 0, "\\udfff is no escape of a double-quoted value"],
    ["\\U00110000", 0, "\\U00110000 is no escape of a double-quoted value"],
    ["\\400", 0, "\\400 is no escape of a double-quoted value"],
    ["\\18", 0, "\\18 is no escape of a double-quoted value"],
    ["\\8", 0, "\\8 is no escape of a double-quoted value"],
    ["a\nb", 1, "a double-quoted value ends on the line it begins on"],
  ])("refuses what Go refuses: %j", (text, offset, message) => {
    expect(double(text)).toEqual({ ok: false, offset, message });
  });

  it.each(["\\U0010ffff", "\\ud7ff", "\\ue000"])("takes the scalar values at the edges: %s", (text) => {
    expect(double(text).ok).toBe(true);
  });

  it.each(["backtick", "single"] as const)(
    "takes everything as it stands in %s quotes, but for carriage returns",
    (quote) => {
      expect(unquote({ quote, text: 'a\\.b\\\r\n"\r' })).toEqual({ ok: true, text: 'a\\.b\\\n"' });
    },
  );
});

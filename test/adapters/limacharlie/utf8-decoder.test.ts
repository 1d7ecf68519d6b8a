import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8Decoder } from "../../../src/adapters/limacharlie/utf8-decoder.js";

/** What chunks say, or `undefined` where they are no UTF-8. */
function decoded(chunks: readonly Uint8Array[]): string | undefined {
  const decode = utf8Decoder();
  try {
    return `${chunks.map((chunk) => decode(Buffer.from(chunk))).join("")}${decode()}`;
  } catch {
    return undefined;
  }
}

function decodedWhole(chunks: readonly Uint8Array[]): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return undefined;
  }
}

const utf8 = (text: string): Uint8Array => Buffer.from(text);

describe("UTF-8 in chunks", () => {
  it("keeps a mark in the middle of a text, also where a chunk begins with it", () => {
    expect(decoded([utf8('{"a": "'), utf8('\ufeffx"}')])).toBe('{"a": "\ufeffx"}');
    expect(decoded([utf8(""), utf8("\ufeffx")])).toBe("x");
  });

  it("refuses an end in the middle of a character, after chunks of ASCII", () => {
    expect(decoded([utf8('{"name": "'), utf8("é").subarray(0, 1)])).toBeUndefined();
    expect(decoded([utf8('{"name": "'), utf8("é").subarray(0, 1), utf8("é").subarray(1)])).toBe(
      '{"name": "é',
    );
  });

  it("says what the same bytes say in one piece, wherever they are cut", () => {
    const piece = fc.oneof(
      { arbitrary: fc.constantFrom("", "x", "\ufeff", "é", "😀").map(utf8), weight: 9 },
      { arbitrary: fc.uint8Array({ maxLength: 2 }), weight: 1 },
    );
    const chunk = fc.array(piece, { maxLength: 2 }).map((pieces) => Buffer.concat(pieces));
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 4 }), (chunks) => {
        expect(decoded(chunks)).toBe(decodedWhole(chunks));
      }),
      { numRuns: 2000 },
    );
  });
});

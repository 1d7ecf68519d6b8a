import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64, toBase64 } from "../../../src/core/model/base64.js";

describe("base64", () => {
  it("is what everybody writes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = toBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString("base64"));
        expect(fromBase64(text)).toEqual(bytes);
      }),
    );
  });

  it.each(["A", "AA", "AAA", "AB==", "AAB=", "A===", "AAAA=", "AA AA", "AAA-", "====", "AA=A"])(
    "is not %j",
    (text) => {
      expect(fromBase64(text)).toBeUndefined();
    },
  );
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBase64 } from "../../../src/core/model/base64.js";
import { decodeServed, encodeServed, foldOf, withServed } from "../../../src/core/model/served.js";

describe("the 32 bits of a sensor", () => {
  it("are its four words folded into one", () => {
    expect(foldOf("00000001-0000-0002-0000-000400000008")).toBe(15);
    expect(foldOf("ffffffff-0000-0000-0000-000000000000")).toBe(0xffffffff);
    expect(foldOf("8CBE27F4-BFA1-4AFB-BA19-138CD51389CD")).toBe(
      foldOf("8cbe27f4-bfa1-4afb-ba19-138cd51389cd"),
    );
  });

  it("are there for an id of another shape as well", () => {
    expect(foldOf("Sid-1")).toBe(foldOf("sid-1"));
    expect(foldOf("sid-1")).not.toBe(foldOf("sid-2"));
  });
});

describe("the list of who is served", () => {
  it("is read as it was written, whatever the order", () => {
    fc.assert(
      fc.property(fc.array(fc.uuid(), { maxLength: 50 }), (sids) => {
        const served = withServed(new Set(), sids);
        const text = encodeServed(served);
        expect(decodeServed(text)).toEqual(served);
        expect(encodeServed(withServed(new Set(), sids.toReversed()))).toBe(text);
        for (const sid of sids) expect(decodeServed(text)?.has(foldOf(sid))).toBe(true);
      }),
    );
  });

  it("only grows", () => {
    fc.assert(
      fc.property(fc.array(fc.uuid()), fc.array(fc.uuid()), (some, others) => {
        const before = withServed(new Set(), some);
        expect(withServed(before, others)).toEqual(withServed(new Set(), [...some, ...others]));
      }),
    );
  });

  it.each([
    ["no base64", "?"],
    ["a sensor cut in half", toBase64(new Uint8Array(6))],
    ["one twice", toBase64(new Uint8Array(8))],
    ["falling", toBase64(Uint8Array.of(0, 0, 0, 2, 0, 0, 0, 1))],
  ])("is not read where it is %s", (_, text) => {
    expect(decodeServed(text)).toBeUndefined();
  });
});

import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, sameJson } from "../../../src/core/model/canonical.js";

describe("canonical JSON", () => {
  it("orders keys by code unit and writes no white space", () => {
    expect(canonicalJson({ b: [1, { d: null, c: true }], a: "x", B: 0, é: 1, "": 2 })).toBe(
      '{"":2,"B":0,"a":"x","b":[1,{"c":true,"d":null}],"é":1}',
    );
  });

  it("keeps the order of lists, and tells kinds apart", () => {
    expect(sameJson([1, 2], [2, 1])).toBe(false);
    const different = [null, 0, "0", false, "", [], {}, [[]], "null"];
    expect(new Set(different.map(canonicalJson)).size).toBe(different.length);
  });

  it("leaves out what is undefined, as storing does", () => {
    expect(canonicalJson({ a: undefined, b: { c: undefined } })).toBe('{"b":{}}');
  });

  it("takes members that objects have by nature for members", () => {
    const hostile: unknown = JSON.parse('{"__proto__": 1, "constructor": 2}');
    expect(canonicalJson(hostile)).toBe('{"__proto__":1,"constructor":2}');
    expect(canonicalJson({})).toBe("{}");
  });

  it("is JSON that says the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const stored: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(stored);
      }),
    );
  });

  it("is equal exactly for equal data, in whatever order the keys come", () => {
    const small = fc.dictionary(
      fc.constantFrom("a", "b", "c"),
      fc.oneof(fc.constantFrom(1, 2), fc.array(fc.nat(1))),
    );
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(sameJson(a, Object.fromEntries(Object.entries(a).toReversed()))).toBe(true);
        expect(sameJson(a, b)).toBe(isDeepStrictEqual({ ...a }, { ...b }));
      }),
    );
  });
});

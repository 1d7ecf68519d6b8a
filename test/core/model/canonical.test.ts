import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, sameJson } from "../../../src/core/model/canonical.js";
import { isJsonObject } from "../../../src/core/model/json.js";

/** The same data with its keys the other way round. */
const reversed = (value: unknown): unknown =>
  isJsonObject(value) ? Object.fromEntries(Object.entries(value).toReversed()) : value;

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
    expect(sameJson(JSON.parse('{"__proto__": {}}'), {})).toBe(false);
    expect(sameJson({}, JSON.parse('{"__proto__": {}}'))).toBe(false);
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
    const { small } = fc.letrec((tie) => ({
      small: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom(1, "", null, undefined),
        tie("list"),
        tie("object"),
      ),
      list: fc.array(
        tie("small").filter((item) => item !== undefined),
        { maxLength: 2 },
      ),
      object: fc.dictionary(fc.constantFrom("a", "b", "__proto__"), tie("small"), { maxKeys: 2 }),
    }));
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(sameJson(a, reversed(a))).toBe(true);
        expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
      }),
    );
  });
});

import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffJson } from "../../../src/core/plan/diff.js";

describe("the difference of two values", () => {
  it("names the leaves that differ, by path", () => {
    const before = { detect: { op: "is", value: 1 }, respond: [{ name: "a" }, { name: "b" }] };
    const after = { detect: { op: "is", value: 2 }, respond: [{ name: "a" }, { name: "c" }] };
    expect(diffJson(before, after)).toEqual([
      { path: "detect.value", before: 1, after: 2 },
      { path: "respond[1].name", before: "b", after: "c" },
    ]);
  });

  it("leaves out the side on which a field does not exist", () => {
    expect(diffJson({ a: 1 }, { b: null })).toEqual([
      { path: "a", before: 1 },
      { path: "b", after: null },
    ]);
    expect(diffJson(undefined, { a: 1 })).toEqual([{ path: "", after: { a: 1 } }]);
    expect(diffJson([1], undefined)).toEqual([{ path: "", before: [1] }]);
    expect(diffJson(undefined, undefined)).toEqual([]);
  });

  it("takes lists of other length, and values of other kind, as one", () => {
    expect(diffJson({ a: [1] }, { a: [1, 2] })).toEqual([{ path: "a", before: [1], after: [1, 2] }]);
    expect(diffJson({ a: {} }, { a: [] })).toEqual([{ path: "a", before: {}, after: [] }]);
    expect(diffJson({ a: null }, { a: {} })).toEqual([{ path: "a", before: null, after: {} }]);
  });

  it("sees no members that objects have by nature", () => {
    expect(diffJson({ constructor: 1 }, {})).toEqual([{ path: "constructor", before: 1 }]);
  });

  it("is empty exactly when the data is equal", () => {
    const small = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 2 },
        fc.constantFrom(null, true, 0, 1, "a"),
        fc.array(tie("json"), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom("a", "b"), tie("json")),
      ),
    })).json;
    const copy = (value: unknown) => JSON.parse(JSON.stringify(value));
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(diffJson(copy(a), copy(a))).toEqual([]);
        expect(diffJson(copy(a), copy(b)).length === 0).toBe(isDeepStrictEqual(copy(a), copy(b)));
      }),
      { numRuns: 500 },
    );
  });
});

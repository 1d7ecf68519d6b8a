import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeShape } from "../../../src/adapters/limacharlie/list-shape.js";

const sid = "8cbe27f4-bfa1-4afb-ba19-138cd51389cd";

describe("the shape of an answer", () => {
  it.each([
    [null, "null"],
    ["secret text", "string"],
    [12, "number"],
    [true, "boolean"],
    [[], "[]"],
    [{}, "{}"],
    [[1, 2, 3], "[number, … 3 in all]"],
    [
      { data: { [sid]: { abc123: { task: "run x", expiry: 1 } } }, error: "" },
      "{data: {<uuid>: {<id>: {task: string, expiry: number}}}, error: string}",
    ],
    [{ [sid]: 1, [sid.replace("8", "9")]: 2 }, "{<uuid> ×2: number}"],
    [[[[[[[[1]]]]]]], "[[[[[[[…]]]]]]]"],
    [{ a: { a: { a: { a: { a: { a: { a: 1 } } } } } } }, "{a: {a: {a: {a: {a: {a: {…}}}}}}}"],
  ])("%j", (value, shape) => {
    expect(describeShape(value)).toBe(shape);
  });

  it("shows only the first members of a wide object", () => {
    const wide = Object.fromEntries("abcdefghijkl".split("").map((name) => [name, 1]));
    expect(describeShape(wide)).toMatch(/h: number, …}$/);
  });

  it("is never longer than 400 characters", () => {
    fc.assert(fc.property(fc.json(), (text) => describeShape(JSON.parse(text)).length <= 400));
    expect(
      describeShape(Object.fromEntries("abcdefgh".split("").map((name) => [name.repeat(32), ["x"]]))),
    ).toBeDefined();
    const long = Object.fromEntries(
      "abcdefgh".split("").map((name) => [name.repeat(32), { [name.repeat(30)]: 1 }]),
    );
    expect(describeShape(long)).toHaveLength(400);
  });

  it("carries no value and no id", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{6,20}$/), (secret) => {
        const shape = describeShape({ data: [{ [secret]: secret, task: [secret] }] });
        expect(shape).not.toContain(secret);
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import {
  anyOf,
  anything,
  filledText,
  flag,
  listOf,
  mapOf,
  members,
  oneOf,
  text,
  time,
  wholeNumber,
} from "../../../src/core/model/structure.js";

describe("a check of structure", () => {
  const person = members({ name: filledText }, { age: wholeNumber });
  it.each([
    [person, { name: "a" }, undefined],
    [person, { name: "a", age: 3, other: true }, undefined],
    [person, {}, "p.name is missing"],
    [person, { name: "" }, "p.name is not text with something in it"],
    [person, { name: "a", age: -1 }, "p.age is not a whole number of at least 0"],
    [person, [], "p is not an object"],
    [members({ toString: text }), {}, "p.toString is missing"],
    [mapOf(flag), { a: true, b: false }, undefined],
    [mapOf(flag), { a: true, 'b"': 1 }, 'p["b\\""] is not true or false'],
    [mapOf(flag), null, "p is not an object"],
    [listOf(text), ["", "b"], undefined],
    [listOf(text), ["a", 2], "p[1] is not text"],
    [listOf(text), { 0: "a" }, "p is not a list"],
    [anyOf(text, flag), true, undefined],
    [anyOf(text, flag), 3, "p is not true or false"],
    [oneOf("a", "b"), "b", undefined],
    [oneOf("a", "b"), 1, "p is none of a, b"],
    [time, 1.5, undefined],
    [time, "now", "p is not a time"],
    [wholeNumber, 1.5, "p is not a whole number of at least 0"],
    [anything, null, undefined],
  ])("%# tells what is wrong where", (check, value, problem) => {
    expect(check(value, "p")).toBe(problem);
  });
});

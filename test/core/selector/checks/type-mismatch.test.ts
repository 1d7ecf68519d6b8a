import { describe, expect, it } from "vitest";
import { typeMismatch } from "../../../../src/core/selector/checks/type-mismatch.js";
import { findings } from "./findings.js";

describe("selector/type-mismatch", () => {
  it.each([
    ["tags == prod", ["error 1: Cannot evaluate == on tags: it is a list → write `prod` in tags"]],
    ["tags != prod", ["error 1: Cannot evaluate != on tags: it is a list → write `prod` not in tags"]],
    [
      "tags matches `^p`",
      ["error 1: Cannot evaluate matches on tags: it is a list → write any tags as t { t matches `^p` }"],
    ],
    [
      "tags not matches `^p`",
      [
        "error 1: Cannot evaluate not matches on tags: it is a list → write all tags as t { t not matches `^p` }",
      ],
    ],
  ])("refuses equality and patterns on a list: %s", (text, expected) => {
    expect(findings(typeMismatch, text)).toEqual(expected);
  });

  it.each([
    ["alive contains 1", ["error 1: Cannot evaluate contains on alive: it is an integer → use == or !="]],
    ["1 in isolated", ["error 6: Cannot evaluate in on isolated: it is a boolean → use == or !="]],
    [
      "enroll not matches `1`",
      ["error 1: Cannot evaluate not matches on enroll: it is an integer → use == or !="],
    ],
    ["isolated is empty", ["error 1: Cannot evaluate is empty on isolated: it is a boolean → use == or !="]],
    ["alive is not empty", ["error 1: Cannot evaluate is empty on alive: it is an integer → use == or !="]],
    ["0 not in alive", ["error 10: Cannot evaluate not in on alive: it is an integer → use == or !="]],
  ])("refuses anything but equality on integers and booleans: %s", (text, expected) => {
    expect(findings(typeMismatch, text)).toEqual(expected);
  });

  it.each([
    [
      "any plat as p { p == x }",
      ["error 5: Cannot evaluate any on plat: it is text → compare it with == or matches"],
    ],
    ["all alive as p { p == x }", ["error 5: Cannot evaluate all on alive: it is an integer → use == or !="]],
    [
      "any isolated as p { p == x }",
      ["error 5: Cannot evaluate any on isolated: it is a boolean → use == or !="],
    ],
  ])("refuses collections over what is no list: %s", (text, expected) => {
    expect(findings(typeMismatch, text)).toEqual(expected);
  });

  it.each([
    [
      "arch == x64 and tags == prod",
      ["warning 17: Cannot evaluate == on tags: it is a list → write `prod` in tags"],
    ],
    [
      "any tags as i, _ { i contains 1 }",
      ["warning 20: Cannot evaluate contains on i: it is an integer → use == or !="],
    ],
    [
      "any tags as t { any t as u { u == x } }",
      ["warning 21: Cannot evaluate any on t: it is text → compare it with == or matches"],
    ],
  ])("only warns where another part of the selector can decide first: %s", (text, expected) => {
    expect(findings(typeMismatch, text)).toEqual(expected);
  });

  it.each([
    "`prod` in tags and tags contains x and tags is empty",
    "plat == x and `x` in plat and plat matches x and plat is not empty",
    "alive == 1 and isolated != true",
    "tags is nil or alive is nil or isolated is not nil",
    "any tags as t { t matches `^p` and t is empty and `x` in t }",
    "any tags as i, t { i == 0 }",
    "all tags as t { t matches x }",
    "tags.0 matches x",
    "foo contains x and foo == y",
  ])("accepts what the types take: %s", (text) => {
    expect(findings(typeMismatch, text)).toEqual([]);
  });
});

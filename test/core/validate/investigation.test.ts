import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/core/model/json.js";
import { investigationNodes, neededTexts, verdictOf } from "../../../src/core/validate/investigation.js";

const id = { path: "routing/investigation_id" };
const yes = { op: "starts with", ...id, value: "abc" };
const no = { op: "is", ...id, value: "x" };
const depends = { op: "exists", path: "event/ERROR" };

describe("the verdict of a condition on an investigation id", () => {
  it.each<[string, JsonObject, string]>([
    ["a fitting literal", yes, "yes"],
    ["another literal", no, "no"],
    ["something else", depends, "depends"],
    ["a fitting end", { op: "ends with", ...id, value: "def" }, "yes"],
    ["another case", { op: "contains", ...id, value: "BCD" }, "no"],
    [
      "another case that does not count",
      { op: "contains", ...id, value: "BCD", "case sensitive": false },
      "yes",
    ],
    ["the opposite of yes", { ...yes, not: true }, "no"],
    ["the opposite of no", { ...no, not: true }, "yes"],
    ["the opposite of something else", { ...depends, not: true }, "depends"],
    ["all of yes and something else", { op: "and", rules: [yes, depends] }, "depends"],
    ["all of no and something else", { op: "and", rules: [depends, no] }, "no"],
    ["all of yes", { op: "and", rules: [yes, yes] }, "yes"],
    ["any of yes and something else", { op: "or", rules: [depends, yes] }, "yes"],
    ["any of no and something else", { op: "or", rules: [no, depends] }, "depends"],
    ["any of no", { op: "or", rules: [no, no] }, "no"],
    ["rules that are no list", { op: "or", rules: yes }, "depends"],
    ["a rule that is no node", { op: "and", rules: [yes, "x"] }, "depends"],
    ["an event of its own at the top", { ...yes, event: "RECEIPT" }, "yes"],
    ["an event of its own below", { op: "or", rules: [{ ...yes, event: "RECEIPT" }] }, "depends"],
    [
      "events of its own below that cannot match",
      { op: "or", rules: [{ ...no, events: ["RECEIPT"] }] },
      "no",
    ],
    ["the opposite of that", { op: "or", rules: [{ ...no, event: "RECEIPT", not: true }] }, "depends"],
    ["a further condition", { ...yes, "with child": depends }, "depends"],
    ["a length", { ...yes, "length of": true }, "depends"],
    ["a template", { ...yes, value: "{{ .x }}" }, "depends"],
    ["a number", { ...yes, value: 5 }, "depends"],
    ["another operator", { ...yes, op: "matches" }, "depends"],
    ["an operator of JavaScript", { ...yes, op: "toString" }, "depends"],
    ["detections instead of events", { ...no, target: "detection" }, "depends"],
    ["events by name", { ...no, target: "edr" }, "no"],
  ])("is for %s: %o %s", (_title, condition, verdict) => {
    expect(verdictOf(condition, "abcdef")).toBe(verdict);
  });
});

const text = fc.stringMatching(/^[abAB]{1,3}$/);
const leaf = fc.record(
  {
    op: fc.constantFrom("is", "contains", "starts with", "ends with", "matches"),
    path: fc.constantFrom("routing/investigation_id", "/routing/investigation_id", "event/X"),
    value: text,
    "case sensitive": fc.boolean(),
    not: fc.boolean(),
  },
  { requiredKeys: ["op", "path", "value"] },
);
const { condition } = fc.letrec<{ condition: JsonObject }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.record(
      {
        op: fc.constantFrom("and", "or"),
        rules: fc.array(tie("condition"), { maxLength: 3 }),
        not: fc.boolean(),
      },
      { requiredKeys: ["op", "rules"] },
    ),
  ),
}));

describe("the nodes that look at the investigation id", () => {
  it("are found at any depth, with what they compare it with, and so are nodes that cannot be judged", () => {
    const rules = [yes, "x", depends, { op: "or", rules: [{ ...no, op: "matches" }] }, { op: "and" }];
    expect([...investigationNodes({ op: "and", rules })]).toEqual([
      { path: ["rules", 0], literal: { op: "starts with", value: "abc", caseSensitive: true } },
      { path: ["rules", 3, "rules", 0], literal: undefined },
      { path: ["rules", 4], literal: undefined },
    ]);
  });
});

describe("the texts that a condition needs", () => {
  it("are such that an id with none of them is never matched where others are not", () => {
    fc.assert(
      fc.property(condition, text, (rule, value) => {
        const needed = neededTexts(rule);
        if (needed === undefined || needed.some((one) => value.toLowerCase().includes(one))) return;
        expect(verdictOf(rule, value)).toBe("no");
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[JsonObject, readonly string[] | undefined]>([
    [yes, ["abc"]],
    [depends, undefined],
    [{ ...yes, not: true }, undefined],
    [{ op: "and", rules: [depends, yes] }, ["abc"]],
    [{ op: "or", rules: [yes, no] }, ["abc", "x"]],
    [{ op: "or", rules: [yes, depends] }, undefined],
    [{ op: "or" }, undefined],
    [{ op: "scope", rules: [yes] }, undefined],
  ])("of %o are %o", (rule, needed) => {
    expect(neededTexts(rule)).toEqual(needed);
  });
});

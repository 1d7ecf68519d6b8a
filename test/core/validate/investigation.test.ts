import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileDetect } from "../../../src/core/detection/compile.js";
import type { JsonObject } from "../../../src/core/model/json.js";
import { investigationNodes, neededTexts } from "../../../src/core/validate/investigation.js";
import { mayFire } from "../../../src/core/validate/possible-firing.js";

const id = { path: "routing/investigation_id" };
const yes = { op: "starts with", ...id, value: "abc" };
const no = { op: "is", ...id, value: "x" };
const depends = { op: "exists", path: "event/ERROR" };

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
        rules: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }),
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
      { path: ["rules", 0], literal: "abc" },
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
        const compiled = compileDetect(rule);
        if (compiled.ok) expect(mayFire(compiled.rule, { investigationId: value })).toBe(false);
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

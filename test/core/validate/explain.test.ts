import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadSchemas } from "../../../scripts/generate.mjs";
import { isJsonObject, type Json } from "../../../src/core/model/json.js";
import { explain, explainedKeywords } from "../../../src/core/validate/explain.js";
import { mistakeOf } from "../../../src/core/validate/mistake.js";
import { shapeFindings, validators } from "../../../src/core/validate/shape.js";
import { pathText, type Source } from "../../../src/core/validate/source.js";

/** A source that says where things are in words, for data that no file has. */
const nowhere: Source = {
  file: "x",
  key: () => ({ file: "x", line: 1, column: 1 }),
  value: () => ({ file: "x", line: 1, column: 1 }),
  inside: () => ({ file: "x", line: 1, column: 1 }),
  written: () => undefined,
};

/** Keywords that only describe, or whose mistakes are explained by the keywords inside them. */
const silent = new Set([
  "$schema",
  "$id",
  "title",
  "description",
  "examples",
  "default",
  "patternErrorMessage",
  "properties",
  "items",
  "propertyNames",
  "oneOf",
]);

function* keywordsOf(schema: Json): Generator<string> {
  if (!isJsonObject(schema)) return;
  for (const [keyword, value] of Object.entries(schema)) {
    if (!silent.has(keyword) && value !== true) yield keyword;
    if (keyword === "properties" && isJsonObject(value))
      for (const member of Object.values(value)) yield* keywordsOf(member);
    if (["items", "additionalProperties", "propertyNames"].includes(keyword)) yield* keywordsOf(value);
  }
}

describe("the explanations", () => {
  it("cover every keyword that the schemas of written files use", async () => {
    const { config, task } = await loadSchemas();
    const used = new Set(
      [config, task].flatMap((schema) => (schema === undefined ? [] : [...keywordsOf(schema)])),
    );
    expect([...used].filter((keyword) => !explainedKeywords.includes(keyword))).toEqual([]);
  });

  it("refuse a keyword without a text, so that no schema can bring one unseen", () => {
    const error = {
      keyword: "multipleOf",
      instancePath: "",
      schemaPath: "#/multipleOf",
      params: {},
      parentSchema: {},
    };
    expect(() => explain(mistakeOf("task", error, nowhere))).toThrow(
      new RangeError('Cannot explain "multipleOf": it has no text'),
    );
  });
});

/** Values near valid ones, so that every part of the schemas is reached. */
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom("x", "windows", 1, true, null, "1h", ["prod"], { op: "is" }, [
    { respond: [{ action: "report" }] },
  ]),
);
const keys = [
  "name",
  "task",
  "selector",
  "sid",
  "tag",
  "plat",
  "all",
  "context",
  "ttl",
  "run",
  "response",
  "accept",
  "version",
  "project",
  "tasks",
  "organizations",
  "limits",
  "ledger",
  "__proto__",
  "nmae",
  "a~/b",
];

describe("an error of a validator", () => {
  it("has to carry its schema", () => {
    const error = { keyword: "type", instancePath: "", schemaPath: "#/type", params: {} };
    expect(() => mistakeOf("task", error, nowhere)).toThrow(
      new TypeError("Cannot explain an error of a validator: it carries no schema"),
    );
  });
});

describe("a document that its schema accepts", () => {
  it("has no findings", () => {
    expect(validators.config({ version: 1, project: "acme" })).toBe(true);
    expect(shapeFindings("config", nowhere)).toEqual({ findings: [], broken: new Set(), places: [] });
  });
});

describe("a document that its schema refuses", () => {
  it.each(["task", "config"] as const)("always has a finding that is an error: %s", (kind) => {
    fc.assert(
      fc.property(fc.oneof(value, fc.dictionary(fc.constantFrom(...keys), value)), (data) => {
        if (validators[kind](data)) return;
        const { findings } = shapeFindings(kind, nowhere);
        expect(findings.length).toBeGreaterThan(0);
        for (const { severity, message, fix } of findings) {
          expect([severity, message, fix]).toEqual([
            "error",
            expect.stringMatching(/^Cannot /),
            expect.stringMatching(/^\S/),
          ]);
          expect(`${message}${fix}`).not.toContain("undefined");
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a path", () => {
  it.each([
    [[], ""],
    [["limits", "planAge"], "limits.planAge"],
    [["response", 0, "respond", "1", "action"], "response[0].respond[1].action"],
  ])("%o reads %s", (path, text) => {
    expect(pathText(path)).toBe(text);
  });
});

import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { actions } from "../../src/core/detection/actions/table.js";
import { compileDetect } from "../../src/core/detection/compile.js";
import { nodeKeys } from "../../src/core/detection/node-keys.js";
import { operators } from "../../src/core/detection/operators/table.js";
import { suppressionParameters } from "../../src/core/detection/suppression.js";
import { isJsonObject, type Json, type JsonObject } from "../../src/core/model/json.js";
import data from "../core/detection/dr-vectors.json" with { type: "json" };

const schema = JSON.parse(readFileSync("schemas/dr-rule.schema.json", "utf8")) as JsonObject;
const ajv = new Ajv2020.default({ strict: false });
const accepts = ajv.compile(schema);

const mapAt = (value: Json | undefined, key: string): JsonObject => {
  const found = isJsonObject(value) ? value[key] : undefined;
  return isJsonObject(found) ? found : {};
};
const choices = (name: string): readonly JsonObject[] =>
  mapAt(mapAt(schema, "$defs"), name)["oneOf"] as readonly JsonObject[];
const names = (map: JsonObject): string[] => Object.keys(map).toSorted();
const all = (...lists: readonly (readonly { readonly name: string }[])[]): string[] =>
  [...new Set(lists.flat().map(({ name }) => name))].toSorted();
const isRequired = (parameters: readonly { readonly name: string; readonly required: boolean }[]): string[] =>
  parameters.filter(({ required }) => required).map(({ name }) => name);

describe("the schema of rules", () => {
  it("has every operator of the table, with its parameters, and no other", () => {
    expect(choices("node").map(({ title }) => title)).toEqual(operators.map(({ name }) => name));
    for (const [index, { parameters }] of operators.entries()) {
      const node = choices("node")[index] ?? {};
      expect(names(mapAt(node, "properties"))).toEqual(all(parameters, nodeKeys, [{ name: "op" }]));
      expect(node["required"]).toEqual(["op", ...isRequired(parameters)]);
    }
  });

  it("has every action of the table, with its parameters, and no other", () => {
    expect(choices("action").map(({ title }) => title)).toEqual(actions.map(({ name }) => name));
    for (const [index, { parameters, isGrowing }] of actions.entries()) {
      const action = choices("action")[index] ?? {};
      const own = [{ name: "action" }, { name: "suppression" }];
      expect(names(mapAt(action, "properties"))).toEqual(all(parameters, own));
      expect(action["required"]).toEqual(["action", ...isRequired(parameters)]);
      expect(action["additionalProperties"]).toBe(isGrowing === true ? undefined : false);
    }
  });

  it("has the parameters of suppression", () => {
    const suppression = mapAt(mapAt(schema, "$defs"), "suppression");
    expect(names(mapAt(suppression, "properties"))).toEqual(all(suppressionParameters));
    expect(suppression["required"]).toEqual(["period"]);
  });

  it("describes every member and gives examples that it accepts, for the editor's completion", () => {
    const wrong: string[] = [];
    const look = (part: Json, path: string): void => {
      if (!isJsonObject(part) || "$ref" in part || "const" in part) return;
      const { description, examples } = part;
      if (typeof description !== "string" || !Array.isArray(examples) || examples.length === 0)
        wrong.push(path);
      const valid = ajv.compile({ ...part, $defs: schema["$defs"] });
      if (!(Array.isArray(examples) ? examples : []).every((one) => valid(one)))
        wrong.push(`${path} examples`);
    };
    for (const [name, definition] of Object.entries(mapAt(schema, "$defs"))) look(definition, name);
    for (const choice of [...choices("node"), ...choices("action"), schema]) {
      for (const [name, member] of Object.entries(mapAt(choice, "properties"))) {
        look(member, `${JSON.stringify(choice["title"])} ${name}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("accepts what compiles without a complaint", () => {
    const clean = (
      data.vectors as unknown as readonly { readonly id: string; readonly detect: Json }[]
    ).filter(({ detect }) => {
      const compiled = compileDetect(detect);
      return compiled.ok && compiled.warnings.length === 0;
    });
    expect(clean.length).toBeGreaterThan(50);
    expect(clean.filter(({ detect }) => !accepts({ detect, respond: [] })).map(({ id }) => id)).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ["no detect", { respond: [] }],
    ["an operator that there is not", { detect: { op: "equals", path: "a", value: "b" } }],
    ["a parameter of another name", { detect: { op: "is", path: "a", values: "b" } }],
    ["a parameter that is missing", { detect: { op: "is", path: "a" } }],
    ["a node below that is wrong", { detect: { op: "and", rules: [{ op: "is" }] } }],
    ["an action that there is not", { detect: { op: "is windows" }, respond: [{ action: "reprot" }] }],
    ["a target that there is not", { detect: { op: "is windows", target: "fleet" } }],
    ["tests of another name", { detect: { op: "is windows" }, tests: { matches: [] } }],
    [
      "suppression without a period",
      {
        detect: { op: "is windows" },
        respond: [{ action: "report", name: "x", suppression: { max_count: 1 } }],
      },
    ],
  ])("refuses %s", (_title, rule) => {
    expect(accepts(rule)).toBe(false);
  });
});

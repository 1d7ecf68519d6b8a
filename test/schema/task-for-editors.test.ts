import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { loadSchemas } from "../../scripts/generate.mjs";
import { isJsonObject, type Json, type JsonObject } from "../../src/core/model/json.js";

const read = (name: string): JsonObject =>
  JSON.parse(readFileSync(`schemas/${name}.schema.json`, "utf8")) as JsonObject;
const published = read("task");
const { task: plain = {} } = await loadSchemas();
const accepts = new Ajv2020.default({ strict: false }).compile(published);

const withRule = (rule: Json): Json => ({ name: "a", task: "os_version", all: true, response: [rule] });
const respond = [{ action: "report", name: "x" }];

describe("the schema of task files, for editors", () => {
  it("has the language of rules as the schema of rules has it", () => {
    expect(published["$defs"]).toEqual(read("dr-rule")["$defs"]);
  });

  it("is otherwise the schema that validate goes by", () => {
    const without = ({ response: _response, ...members }: JsonObject): JsonObject => members;
    const membersOf = (schema: Json): JsonObject =>
      isJsonObject(schema) && isJsonObject(schema["properties"]) ? schema["properties"] : {};
    expect(without(membersOf(published))).toEqual(
      without(membersOf(JSON.parse(JSON.stringify(plain)) as JsonObject)),
    );
  });

  it("accepts the tasks of this repository", () => {
    const files = readdirSync("tasks", { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".yaml"),
    );
    const documents = files.flatMap((path) =>
      parseAllDocuments(readFileSync(join("tasks", path), "utf8")).map((document) => document.toJS() as Json),
    );
    expect(documents.length).toBeGreaterThan(8);
    expect(documents.filter((document) => !accepts(document))).toEqual([]);
  });

  it.each([
    [{ respond }, true],
    [{ respond: [{ action: "reprot", name: "x" }] }, false],
    [{ respond: [{ action: "report", name: "x", colour: "red" }] }, false],
    [{ respond, detect: { op: "exists", path: "event/X" } }, true],
    [{ respond, detect: { op: "exist", path: "event/X" } }, false],
    [{ respond, detect: { op: "and", rules: [{ op: "is", path: "event/X" }] } }, false],
    [{ respond, detcet: {} }, false],
  ])("says of the rule %j: %s", (rule, accepted) => {
    expect(accepts(withRule(rule))).toBe(accepted);
  });
});

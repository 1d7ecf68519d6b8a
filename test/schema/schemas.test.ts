import { readdirSync, readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { loadPublished, loadSchemas, schemaText } from "../../scripts/generate.mjs";
import { isJsonObject, type Json } from "../../src/core/model/json.js";

const schemas = await loadSchemas();
const entries = Object.entries(await loadPublished());
/** The schemas of files that people write, which editors complete by. */
const written = Object.entries(schemas).filter(([name]) => ["config", "organization", "task"].includes(name));

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/** Every schema inside a schema that describes a member, an item or a whole file, with its path. */
function* described(
  schema: Json,
  path: string,
): Generator<readonly [string, { readonly [key: string]: Json }]> {
  if (!isJsonObject(schema)) return;
  yield [path, schema];
  for (const [key, member] of Object.entries(
    isJsonObject(schema["properties"]) ? schema["properties"] : {},
  )) {
    yield* described(member, `${path}/${key}`);
  }
  const other = schema["additionalProperties"];
  if (isJsonObject(other)) yield* described(other, `${path}/*`);
  const items = schema["items"];
  if (isJsonObject(items) && items["type"] === "object") yield* described(items, `${path}/items`);
}

/** Every object in a schema. */
function* parts(schema: Json): Generator<{ readonly [key: string]: Json }> {
  if (isJsonObject(schema)) yield schema;
  if (typeof schema !== "object" || schema === null) return;
  for (const member of Object.values(schema)) yield* parts(member);
}

describe("the schemas in schemas/", () => {
  it.each(entries)("%s is what src/schema says; `npm run generate` renews it", (name, schema) => {
    expect(readFileSync(`schemas/${name}.schema.json`, "utf8")).toBe(schemaText(schema));
  });

  it("has no file that no source makes", () => {
    const made = entries.map(([name]) => `${name}.schema.json`);
    expect(readdirSync("schemas").toSorted()).toEqual(made.toSorted());
  });

  it.each(entries)("%s is draft 2020-12 with an id and a title", (_name, schema) => {
    expect(schema).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: expect.stringMatching(/^urn:lctasks:schema:/),
      title: expect.any(String),
    });
    expect(new Ajv2020.default({ strict: false }).validateSchema(isJsonObject(schema) ? schema : {})).toBe(
      true,
    );
  });

  it.each(written)(
    "%s describes every member and gives examples, for the editor's completion",
    (_name, schema) => {
      const silent = [...described(schema, "")]
        .filter(([, part]) => typeof part["description"] !== "string" || !Array.isArray(part["examples"]))
        .map(([path]) => path);
      expect(silent).toEqual([]);
    },
  );

  it.each(written)("the examples of %s and of its members are valid themselves", (_name, schema) => {
    const ajv = new Ajv2020.default({ strict: false });
    const wrong = [...described(schema, "")].flatMap(([path, part]) => {
      const { $id: _id, $schema: _dialect, ...rest } = part;
      const valid = ajv.compile(rest);
      return listOf(part["examples"])
        .filter((example) => !valid(example))
        .map(() => path);
    });
    expect(wrong).toEqual([]);
  });

  it.each(written)(
    "%s explains every pattern in words, for editors and for our findings",
    (_name, schema) => {
      const silent = [...parts(schema)].filter(
        (part) => "pattern" in part && !("patternErrorMessage" in part),
      );
      expect(silent).toEqual([]);
    },
  );
});

import { isJsonObject, type JsonObject } from "../../core/model/json.js";
import { codeSpan, plainCell } from "./cells.js";
import { flowYaml } from "./flow-yaml.js";
import { typeInWords } from "./type-in-words.js";

/** What a schema says of one member of a file. */
interface Member {
  /** Where it stands: `limits.deletions.percent`, `response[].key`, `organizations.<alias>`. */
  readonly path: string;
  readonly schema: JsonObject;
  readonly isRequired: boolean;
}

/**
 * Every member that a schema allows as a Markdown table, in the schema's order. Members of members follow theirs, except below
 * `closed` paths, which have a table of their own elsewhere, and in languages of their own, which allow any member.
 */
export function memberTable(schema: object, closed: readonly string[] = []): string {
  const head = ["| member | type | default | what | example |", "|-|-|-|-|-|"];
  return [...head, ...membersOf(plain(schema), "", closed).map(row)].join("\n");
}

function membersOf(schema: JsonObject, above: string, closed: readonly string[]): Member[] {
  if (closed.includes(above)) return [];
  if (isJsonObject(schema["items"]) && above !== "") return membersOf(schema["items"], `${above}[]`, closed);
  const { properties, additionalProperties, required = [] } = schema;
  if (isJsonObject(additionalProperties)) {
    const path = `${above}.<${above === "organizations" ? "alias" : "name"}>`;
    const own = { path, schema: additionalProperties, isRequired: false };
    return [own, ...membersOf(additionalProperties, path, closed)];
  }
  if (!isJsonObject(properties) || additionalProperties !== false) return [];
  return Object.entries(properties).flatMap(([name, child]) => {
    if (!isJsonObject(child)) return [];
    const path = above === "" ? name : `${above}.${name}`;
    const isRequired = Array.isArray(required) && required.includes(name);
    return [{ path, schema: child, isRequired }, ...membersOf(child, path, closed)];
  });
}

function row({ path, schema, isRequired }: Member): string {
  const { description, examples } = schema;
  const example: unknown = Array.isArray(examples) ? examples[0] : undefined;
  const cells = [
    codeSpan(path),
    typeInWords(schema),
    isRequired ? "required" : "default" in schema ? codeSpan(flowYaml(schema["default"])) : "",
    plainCell(typeof description === "string" ? description : ""),
    example === undefined ? "" : codeSpan(flowYaml(example)),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** A schema as the JSON that it is: the builder's marks are no data. */
function plain(schema: object): JsonObject {
  return JSON.parse(JSON.stringify(schema)) as JsonObject;
}

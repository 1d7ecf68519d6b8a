import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { codeSpan } from "./cells.js";
import { flowYaml } from "./flow-yaml.js";

/** What a schema accepts, in a few words: `text`, `whole number, at least 1`, `` `cancel`, `keep` ``. */
export function typeInWords(schema: JsonObject): string {
  if ("const" in schema) return codeSpan(flowYaml(schema["const"]));
  if (Array.isArray(schema["enum"]))
    return schema["enum"].map((value) => codeSpan(flowYaml(value))).join(", ");
  const { type } = schema;
  if (Array.isArray(type)) return type.includes("integer") ? "duration" : "text, or a list of texts";
  const simple: unknown = typeof type === "string" ? words[type] : undefined;
  if (type === "array") return `list${ofWhat(schema["items"])}`;
  return typeof simple === "string" ? `${simple}${least(schema)}` : "any";
}

const words: { readonly [type: string]: string } = {
  string: "text",
  boolean: "`true` or `false`",
  integer: "whole number",
  number: "number",
  object: "map",
};

function ofWhat(items: Json | undefined): string {
  if (items === undefined || !isJsonObject(items)) return "";
  if ("enum" in items) return ` of ${typeInWords(items)}`;
  return items["type"] === "string" ? " of texts" : items["type"] === "object" ? " of maps" : "";
}

function least({ minimum, type }: JsonObject): string {
  return type === "integer" && typeof minimum === "number" && minimum > 0 ? `, at least ${minimum}` : "";
}

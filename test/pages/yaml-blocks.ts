import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse, parseAllDocuments } from "yaml";
import { response } from "../../src/schema/response.js";
import { published } from "../../src/schema/schemas.js";
import { type Block, fileOf } from "./blocks.js";

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);

type SchemaName = "config" | "task" | "organization" | "fleet" | "response";

const whole = { ...published, response };
/** The order in which a part of a file is tried. */
const tried: readonly SchemaName[] = ["task", "config", "organization", "fleet", "response"];

/** What is wrong with a YAML block, nothing when it is right. */
export function yamlProblems(block: Block): readonly string[] {
  const documents = parseAllDocuments(block.text);
  const errors = documents.flatMap((document) => document.errors.map(({ message }) => message));
  if (errors.length > 0) return errors;
  const file = fileOf(block);
  return documents
    .map((document): unknown => document.toJS())
    .flatMap((data) => (file === undefined ? problemsOfPart(data) : problemsOfFile(data, file)));
}

function problemsOfFile(data: unknown, file: string): readonly string[] {
  const name = schemaOf(file);
  return name === undefined ? [`nobody knows what ${file} is`] : problems(whole[name], data);
}

function schemaOf(file: string): SchemaName | undefined {
  if (file === "lctasks.yaml") return "config";
  if (file.startsWith("fleet")) return "fleet";
  return file.startsWith("tasks/") ? "task" : file.startsWith("organizations/") ? "organization" : undefined;
}

/** A part of a file may lack what a whole one needs. Steps of a workflow give the action only inputs that it has. */
function problemsOfPart(data: unknown): readonly string[] {
  if (Array.isArray(data)) return data.flatMap(problemsOfStep);
  const found = tried.map((name) => problems(asPart(whole[name]), data));
  return found.find((each) => each.length === 0) ?? found.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function asPart({ required: _, oneOf: __, ...rest }: { required?: unknown; oneOf?: unknown }): object {
  return rest;
}

function problems(schema: object, data: unknown): readonly string[] {
  const { $id: _, ...anonymous } = schema as { readonly $id?: string };
  const validate = ajv.compile(anonymous);
  if (validate(data)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
}

const action = resolve(import.meta.dirname, "../../action.yml");

function problemsOfStep(step: unknown): readonly string[] {
  const { uses = "", with: given = {} } = step as { uses?: string; with?: object };
  if (!uses.startsWith("OWNER/lctasks@"))
    return [`${uses || "this"} is no step of a workflow with the action`];
  const { inputs } = parse(readFileSync(action, "utf8")) as { readonly inputs: object };
  return Object.keys(given).flatMap((name) => (name in inputs ? [] : [`the action has no input ${name}`]));
}

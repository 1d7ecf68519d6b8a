import { parseAllDocuments } from "yaml";
import { isJsonObject, type Json, type JsonObject } from "../core/model/json.js";
import { readPlain } from "../core/plain-yaml/read-plain.js";

/** A rule found in a file. */
export interface FoundRule {
  readonly file: string;
  readonly name: string;
  readonly rule: JsonObject;
}

/** What a file of rules has, and which other files it includes: globs, relative to it. */
export interface RuleFile {
  readonly rules: readonly FoundRule[];
  readonly includes: readonly string[];
}

/**
 * The rules of a YAML or JSON file: a rule by itself (`detect`, `respond`, `tests`), records by name or in a list, or the vendor's IaC
 * form, `hives.dr-general` and `hives.dr-managed`, before that `rules`. Anything else has none. Throws when the file cannot be parsed.
 */
export function rulesInFile(file: string, text: string): RuleFile {
  const values = readPlain(text)?.map(({ data }) => data) ?? readWhole(file, text);
  return {
    rules: values.flatMap((value) =>
      rulesIn(value, file).map(({ name, rule }) => ({ file, name: name ?? file, rule })),
    ),
    includes: values.flatMap(includesOf),
  };
}

/** The data of all documents of a file, for what the quick reader leaves to the whole one. */
function readWhole(file: string, text: string): Json[] {
  const documents = parseAllDocuments(text, { version: "1.2", schema: "core", merge: false });
  if (!Array.isArray(documents)) return [];
  const [error] = documents.flatMap((document) => document.errors);
  if (error !== undefined) throw new Error(`Cannot read ${file}: ${error.message.split("\n")[0]}`);
  return documents.map((document) => document.toJS({ maxAliasCount: 100 }) as Json);
}

function rulesIn(value: Json, file: string): { name?: string; rule: JsonObject }[] {
  if (Array.isArray(value)) return value.flatMap((each: Json) => rulesIn(each, file));
  if (!isJsonObject(value)) return [];
  const rule = ruleOf(value);
  if (rule !== undefined)
    return [{ rule, ...(typeof value["name"] === "string" ? { name: value["name"] } : {}) }];
  return collectionsIn(value).flatMap((collection) => {
    if (Array.isArray(collection)) return collection.flatMap((each: Json) => rulesIn(each, file));
    return isJsonObject(collection) ? namedRules(collection) : [];
  });
}

/** What holds the rules of a file, by name or as a list: the hives; `rules`, as IaC files had it before; else the file itself. */
function collectionsIn(file: JsonObject): (Json | undefined)[] {
  const hives = file["hives"] ?? file["hive"];
  const held = isJsonObject(hives) ? [hives["dr-general"], hives["dr-managed"]] : [];
  return held.length > 0 || file["rules"] !== undefined ? [...held, file["rules"]] : [file];
}

function namedRules(records: JsonObject): { name: string; rule: JsonObject }[] {
  return Object.entries(records).flatMap(([name, record]) => {
    const rule = isJsonObject(record) ? ruleOf(record) : undefined;
    return rule === undefined ? [] : [{ name, rule }];
  });
}

/** The rule in a record: its `data`, or itself; members that belong to a file and not to a rule are left out. */
function ruleOf(record: JsonObject): JsonObject | undefined {
  const data = isJsonObject(record["data"]) ? record["data"] : record;
  if (data["detect"] === undefined) return undefined;
  const { name: _name, namespace: _namespace, description: _description, ...rule } = data;
  return rule;
}

function includesOf(value: Json): string[] {
  if (!isJsonObject(value)) return [];
  const { include } = value;
  const list = Array.isArray(include) ? include : [include];
  return list.filter((each): each is string => typeof each === "string");
}

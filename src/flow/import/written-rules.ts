import { isAlias, isMap, isScalar, type Pair, parseAllDocuments, visit, type YAMLMap } from "yaml";
import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import type { Files, FoundFile } from "../../ports/files.js";
import { rulesWithIncludes } from "../iac/rules-with-includes.js";

/** A rule as a file of the vendor's has it. */
export interface WrittenRule {
  readonly file: string;
  readonly data: JsonObject;
  /** Its YAML with its comments; undefined where that means nothing outside its file. */
  readonly node?: YAMLMap;
}

export interface WrittenRules {
  readonly rules: ReadonlyMap<string, WrittenRule>;
  readonly unreadable: readonly string[];
}

/** The rules of files or folders in the vendor's form, by key, with what they include (reference: API, 9.3). Nothing outside the root is read. */
export function writtenRules(files: Files, paths: readonly string[]): WrittenRules {
  const rules = new Map<string, WrittenRule>();
  const unreadable: string[] = [];
  for (const path of paths) {
    const first = files
      .find(globsOf(path))
      .filter((file) => !("problem" in file) || file.problem !== "linked");
    if (first.length === 0) unreadable.push(`${path}: no such file, or no YAML file in it`);
    for (const file of first) {
      const found = rulesWithIncludes(files, file);
      unreadable.push(...found.unreadable);
      for (const { name, rule, file: at } of found.rules) {
        const node = nodeOf(files.read(at), name);
        rules.set(name, { file: at, data: rule, ...(node === undefined ? {} : { node }) });
      }
    }
  }
  return { rules, unreadable: [...new Set(unreadable)] };
}

/** A git-sync folder begins at its indexes; in any other, every YAML file counts. */
function globsOf(path: string): string[] {
  const plain = path.replace(/^(?:\.\/)+/, "").replace(/\/+$/, "");
  return plain === "." || plain === "" ? ["**/*.{yaml,yml}"] : [plain, `${plain}/**/*.{yaml,yml}`];
}

/** The map that holds `detect`, where the file has it by name. */
function nodeOf(file: FoundFile | undefined, key: string): YAMLMap | undefined {
  if (file === undefined || !("bytes" in file)) return undefined;
  const documents = parseAllDocuments(new TextDecoder().decode(file.bytes));
  if (!Array.isArray(documents)) return undefined;
  for (const document of documents) {
    for (const path of [["hives", "dr-general"], ["hive", "dr-general"], ["rules"], []]) {
      const record = document.getIn([...path, key]);
      const data = isMap(record) && isMap(record.get("data")) ? record.get("data") : record;
      if (isMap(data) && data.has("detect")) return standsAlone(data) ? data : undefined;
    }
  }
  return undefined;
}

/** False where a part of it is said elsewhere in its file. */
function standsAlone(map: YAMLMap): boolean {
  let alone = true;
  visit(map, (_, node) => {
    if (isAlias(node) || (isPairOf(node) && isScalar(node.key) && node.key.value === "<<")) alone = false;
    return alone ? undefined : visit.BREAK;
  });
  return alone;
}

const isPairOf = (node: unknown): node is Pair => typeof node === "object" && node !== null && "key" in node;

/** What both say that a response can say. */
export function ruleContent({ detect, respond, tests }: JsonObject): Json {
  const isEmpty =
    tests === undefined || tests === null || (isJsonObject(tests) && Object.keys(tests).length === 0);
  return { detect: detect ?? null, respond: respond ?? null, ...(isEmpty ? {} : { tests }) };
}

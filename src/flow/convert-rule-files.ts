import { type Document, isMap, isSeq, LineCounter, parseAllDocuments, type YAMLMap } from "yaml";
import { convertRule } from "../core/legacy/convert-rule.js";
import { sameJson } from "../core/model/canonical.js";
import type { JsonObject } from "../core/model/json.js";
import type { RuleMigration } from "../core/model/migration.js";
import { applyEdits, type Edit, itemEdits } from "./rule-item-edits.js";

/** A file after its rules were looked at; `text` differs from the one that was read when something was converted. */
export interface ConvertedFile {
  readonly text: string;
  readonly migrations: readonly RuleMigration[];
}

/**
 * Converts the rules of one YAML file: a rule by itself, or those of the vendor's IaC files: `hives.dr-general`,
 * `hives.dr-managed`, and `rules` of older ones.
 * Only the converted words change; everything else stays to the letter. Throws when the file is not YAML.
 */
export function convertRuleFile(file: string, text: string): ConvertedFile {
  const found = rulesIn(file, text).map((each) => convertFound(each, `${file}:${each.line}`, text));
  const converted = applyEdits(
    text,
    found.flatMap(({ edits }) => edits),
  );
  const migrations = found.flatMap(({ migration }) => migration ?? []);
  return standsAs(file, converted, migrations)
    ? { text: converted, migrations }
    : { text, migrations: migrations.map(unwritable) };
}

/** A rule in a file. */
interface FoundRule {
  readonly rule: YAMLMap;
  /** What it says, aliases resolved. */
  readonly data: JsonObject;
  readonly line: number;
}

function rulesIn(file: string, text: string): FoundRule[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines });
  if (!Array.isArray(documents)) return [];
  const [error] = documents.flatMap((document) => document.errors);
  if (error !== undefined) throw new Error(`Cannot read ${file}: ${error.message.split("\n")[0]}`);
  return documents.flatMap((document) =>
    rulesOf(document).map((rule) => ({
      rule,
      data: rule.toJS(document) as JsonObject,
      line: lines.linePos(rule.range?.[0] ?? 0).line,
    })),
  );
}

/** The maps of a document that have a `respond`, where rules stand: the document, the hives, and `rules` of older IaC files. */
function rulesOf(document: Document): YAMLMap[] {
  const root = document.contents;
  if (!isMap(root)) return [];
  const collections = [["hives", "dr-general"], ["hives", "dr-managed"], ["rules"]];
  const records = collections.flatMap((path) => recordsIn(document.getIn(path)));
  const data = records.map((record) =>
    isMap(record) && isMap(record.get("data")) ? record.get("data") : record,
  );
  return [root, ...data].filter((node): node is YAMLMap => isMap(node) && node.has("respond"));
}

/** Records by name, or in a list. */
function recordsIn(collection: unknown): readonly unknown[] {
  if (isMap(collection)) return collection.items.map(({ value }) => value);
  return isSeq(collection) ? collection.items : [];
}

interface ConvertedNode {
  readonly edits: readonly Edit[];
  readonly migration?: RuleMigration;
}

function convertFound({ rule, data: before }: FoundRule, name: string, text: string): ConvertedNode {
  const converted = convertRule(before);
  if (converted.result === "nothing") return { edits: [] };
  if (converted.result === "refused") {
    return { edits: [], migration: { name, result: "refused", reasons: converted.reasons, before } };
  }
  const respond = rule.get("respond");
  const edits = converted.items.flatMap((item) => {
    const node = isSeq(respond) ? respond.get(item.index) : undefined;
    return isMap(node) ? itemEdits(node, item.after, text) : [];
  });
  return { edits, migration: { name, result: "convertible", reasons: [], before, after: converted.data } };
}

/** True when the new text says what the conversion means: a form that the edits do not fit is refused, not written. */
function standsAs(file: string, text: string, migrations: readonly RuleMigration[]): boolean {
  const wanted = migrations.flatMap(({ after, before }) => after ?? before ?? []);
  const found = rulesIn(file, text).map(({ data }) => data);
  return wanted.every((data) => found.some((each) => sameJson(each, data)));
}

function unwritable(migration: RuleMigration): RuleMigration {
  if (migration.result !== "convertible") return migration;
  const { after: _after, ...rest } = migration;
  return {
    ...rest,
    result: "refused",
    reasons: ["its form in the file cannot be rewritten safely; convert it by hand"],
  };
}

import { parse } from "yaml";
import type { Fixtures } from "../../core/detection/evaluate.js";
import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import type { StoredRecord } from "../hive-records.js";
import type { Organization } from "../organization.js";

const contents = new WeakMap<StoredRecord, JsonObject>();

/** What rules may look up: every enabled lookup's metadata by key (reference: API, 6.10). */
export function lookupsOf(organization: Organization, atMs: number): NonNullable<Fixtures["lookups"]> {
  const enabled = [...organization.hives.lookup.list(atMs)].filter(([, { usr_mtd }]) => usr_mtd.enabled);
  return Object.fromEntries(enabled.map(([name, record]) => [name, contentOf(record)]));
}

function contentOf(record: StoredRecord): JsonObject {
  const known = contents.get(record) ?? read(record.data);
  contents.set(record, known);
  return known;
}

function read({ lookup_data, newline_content, yaml_content }: JsonObject): JsonObject {
  if (isJsonObject(lookup_data)) return lookup_data;
  if (typeof newline_content === "string") {
    const keys = newline_content.split(/\r?\n/).filter((line) => line !== "");
    return Object.fromEntries(keys.map((key) => [key, {}]));
  }
  return typeof yaml_content === "string" ? readYaml(yaml_content) : {};
}

function readYaml(text: string): JsonObject {
  try {
    const value: Json = JSON.parse(JSON.stringify(parse(text, { maxAliasCount: 100 }) ?? {}));
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

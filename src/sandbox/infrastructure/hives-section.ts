import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { gatewayRefuse } from "../answer.js";
import { hiveKind, isHiveName, isOwnedByExtension } from "../hive-kinds.js";
import { deleteRecord, listRecords, type RecordName, setRecord, validateRecord } from "../hive-operations.js";
import { completeMetadata } from "../hive-records.js";
import type { Item, Scope, Section } from "./section.js";

const target = ({ organization }: Scope, { type, name }: Item): RecordName => ({
  hive: type,
  partition: organization.oid,
  key: name,
});

/** The hives that an option asks for: `{"dr-general": true}`. Throws a 400 for one that is not served. */
function wantedHives(wanted: Json): readonly string[] {
  if (!isJsonObject(wanted)) return [];
  const names = Object.keys(wanted).filter((name) => wanted[name] === true);
  const odd = names.find((name) => !isHiveName(name) || hiveKind(name).content === "metadata");
  if (odd !== undefined) throw gatewayRefuse(400, `cannot sync hive: ${odd}`);
  return names;
}

function live(scope: Scope, wanted: Json): readonly Item[] {
  return wantedHives(wanted).flatMap((type) => {
    const records = listRecords(scope.call, { hive: type, partition: scope.organization.oid, key: "" });
    return Object.entries(records as JsonObject).flatMap(([name, record]) => {
      const { data, usr_mtd } = record as { readonly data: Json; readonly usr_mtd: JsonObject & Tagged };
      return isOwnedByExtension(usr_mtd) ? [] : [{ type, name, value: { data, usr_mtd } }];
    });
  });
}

interface Tagged {
  readonly tags: readonly string[];
}

function declared(given: Json, wanted: Json): readonly Item[] {
  if (!isJsonObject(given)) throw gatewayRefuse(400, "error parsing config: hives is not a map");
  return wantedHives(wanted).flatMap((type) => {
    const records = given[type] ?? {};
    if (!isJsonObject(records)) throw gatewayRefuse(400, `error parsing config: hives.${type} is not a map`);
    return Object.entries(records).map(([name, record]) => ({
      type,
      name,
      value: completed(type, name, record),
    }));
  });
}

/** A record as it will be stored: what is left out of `usr_mtd` has its default (reference: API, 9.4). */
function completed(type: string, name: string, record: Json): Json {
  const { data = {}, usr_mtd } = isJsonObject(record) ? record : {};
  const sent = usr_mtd ?? {};
  const metadata = isJsonObject(sent) ? completeMetadata(sent) : { problem: "not an object" };
  if ("metadata" in metadata) return { data, usr_mtd: metadata.metadata };
  throw gatewayRefuse(400, `error parsing config: hives.${type}.${name}: usr_mtd: ${metadata.problem}`);
}

function document(items: readonly Item[]): Json {
  const hives: Record<string, Record<string, Json>> = {};
  for (const { type, name, value } of items) {
    const hive = hives[type] ?? {};
    Object.defineProperty(hive, name, { value, enumerable: true, configurable: true, writable: true });
    hives[type] = hive;
  }
  return hives;
}

/** `hives`: records of the hives that are asked for. */
export const hivesSection: Section = {
  root: "hives",
  option: "sync_hives",
  live,
  declared,
  document,
  check: (scope, item) => {
    validateRecord(scope.call, target(scope, item), item.value as JsonObject);
  },
  write: (scope, item) => {
    setRecord(scope.call, target(scope, item), item.value as JsonObject);
  },
  remove: (scope, item) => {
    deleteRecord(scope.call, target(scope, item));
  },
};

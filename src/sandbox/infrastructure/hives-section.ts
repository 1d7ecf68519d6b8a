import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { gatewayRefuse } from "../answer.js";
import { hiveKind, isHiveName, isOwnedByExtension } from "../hive-kinds.js";
import { deleteRecord, listRecords, type RecordName, setRecord, validateRecord } from "../hive-operations.js";
import { completeMetadata } from "../hive-records.js";
import type { Item, Scope, Section } from "./section.js";

/** Operations name a record `<hive>/<key>`; names of hives have no slash (seen in the Python client's tests). */
const itemOf = (hive: string, key: string, value: Json): Item => ({
  type: "hives",
  name: `${hive}/${key}`,
  value,
});

function parts({ name }: Item): readonly [hive: string, key: string] {
  const at = name.indexOf("/");
  return [name.slice(0, at), name.slice(at + 1)];
}

function target({ organization }: Scope, item: Item): RecordName {
  const [hive, key] = parts(item);
  return { hive, partition: organization.oid, key };
}

/** The hives that an option asks for: `{"dr-general": true}`. Throws a 400 for one that is not served. */
function wantedHives(wanted: Json): readonly string[] {
  if (!isJsonObject(wanted)) return [];
  const names = Object.keys(wanted).filter((name) => wanted[name] === true);
  const odd = names.find((name) => !isHiveName(name));
  if (odd !== undefined) throw gatewayRefuse(400, `cannot sync hive: ${odd}`);
  return names;
}

function live(scope: Scope, wanted: Json): readonly Item[] {
  return wantedHives(wanted).flatMap((hive) => {
    const records = listRecords(scope.call, { hive, partition: scope.organization.oid, key: "" });
    if (!isReadable(hive)) return [];
    return Object.entries(records as JsonObject).flatMap(([name, record]) => {
      const { data, usr_mtd } = record as { readonly data: Json; readonly usr_mtd: JsonObject & Tagged };
      return isOwnedByExtension(usr_mtd) ? [] : [itemOf(hive, name, { data, usr_mtd })];
    });
  });
}

/** False for the hive whose data is the service's own: it has nothing to synchronise. */
const isReadable = (hive: string): boolean => isHiveName(hive) && hiveKind(hive).content === "whole";

interface Tagged {
  readonly tags: readonly string[];
}

function declared(given: Json, wanted: Json): readonly Item[] {
  if (!isJsonObject(given)) throw gatewayRefuse(400, "error parsing config: hives is not a map");
  return wantedHives(wanted).flatMap((hive) => {
    const records = given[hive] ?? {};
    if (!isJsonObject(records)) throw gatewayRefuse(400, `error parsing config: hives.${hive} is not a map`);
    return Object.entries(records).map(([key, record]) => itemOf(hive, key, completed(hive, key, record)));
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

/** Every hive that was asked for, those without records too (seen in the Python client's tests). */
function document(items: readonly Item[], wanted: Json): Json {
  const hives = new Map(wantedHives(wanted).map((hive) => [hive, new Map<string, Json>()]));
  for (const item of items) {
    const [hive, key] = parts(item);
    hives.get(hive)?.set(key, item.value);
  }
  return Object.fromEntries([...hives].map(([hive, records]) => [hive, Object.fromEntries(records)]));
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

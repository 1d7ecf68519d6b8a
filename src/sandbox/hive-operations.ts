import { isJsonObject, type Json, type JsonObject } from "../core/model/json.js";
import { gatewayRefuse, type Refusal } from "./answer.js";
import { audit } from "./audit.js";
import { admitToHive, type Call } from "./call.js";
import type { Author, Hive, RecordWrite, WriteResult } from "./hive.js";
import { type HiveKind, hiveKind, type HivePermissions, isHiveName } from "./hive-kinds.js";
import { completeMetadata, type StoredRecord, type UserMetadata } from "./hive-records.js";
import type { Organization } from "./organization.js";
import { keepSchedule } from "./rules/schedule.js";

/** Which record a request means. */
export interface RecordName {
  readonly hive: string;
  readonly partition: string;
  readonly key: string;
}

/** What a write carries besides its target; everything as it was sent. */
export interface SentRecord {
  readonly data?: Json | undefined;
  readonly usr_mtd?: Json | undefined;
  readonly etag?: string | undefined;
  /** An authenticated resource locator in place of data (reference: API, 6.2). */
  readonly arl?: string | undefined;
}

interface OpenHive extends RecordName {
  readonly organization: Organization;
  readonly records: Hive;
  readonly kind: HiveKind;
}

/** The hive of a request, when the caller may do this to it. Throws 400 for an unknown hive (its code: seen in the Python client's tests) or a missing permission. */
function open(call: Call, target: RecordName, operation: keyof HivePermissions): OpenHive {
  const name = target.hive;
  if (!isHiveName(name)) throw gatewayRefuse(400, `lc_error_code:UNKNOWN_HIVE - unknown hive: ${name}`);
  const kind = hiveKind(name);
  const organization = admitToHive(call, target.partition, kind.permissions[operation]);
  return { ...target, organization, records: organization.hives[name], kind };
}

/** Name to whole record (reference: API, 6.1). */
export function listRecords(call: Call, target: RecordName): Json {
  const { records, kind } = open(call, target, "get");
  return Object.fromEntries(
    [...records.list(call.viewMs)].map(([key, record]) => [key, shown(kind, record)]),
  );
}

/** One whole record. Throws RECORD_NOT_FOUND. */
export function getRecord(call: Call, target: RecordName): Json {
  const { records, kind, key } = open(call, target, "get");
  return shown(kind, found(call, records.get(key, call.viewMs)));
}

/** One record without its data, which is `{}` (reference: API, 6.1). */
export function getRecordMetadata(call: Call, target: RecordName): Json {
  const { records, key } = open(call, target, "getMetadata");
  return withoutData(found(call, records.get(key, call.viewMs)));
}

/** Creates or replaces, data and user metadata as a whole (reference: API, 6.2 and 6.4). */
export function setRecord(call: Call, target: RecordName, sent: SentRecord): Json {
  const hive = open(call, target, "set");
  const data = checkedData(hive, sent);
  const write = { ...condition(call, sent), key: hive.key, data, metadata: metadata(sent) };
  return written(call, hive, hive.records.set(write, author(call)));
}

/** Replaces the user metadata of a record that exists (reference: API, 6.1). */
export function setRecordMetadata(call: Call, target: RecordName, sent: SentRecord): Json {
  const hive = open(call, target, "setMetadata");
  const write = { ...condition(call, sent), key: hive.key, metadata: metadata(sent) };
  return written(call, hive, hive.records.setMetadata(write, author(call)));
}

/** Checks as a save does, unit tests included, and stores nothing (reference: API, 6.1). */
export function validateRecord(call: Call, target: RecordName, sent: SentRecord): Json {
  const hive = open(call, target, "set");
  checkedData(hive, sent);
  metadata(sent);
  return {};
}

/** Gives a record another key; one that is taken is refused (reference: API, section 12). */
export function renameRecord(call: Call, target: RecordName, to: string): Json {
  const hive = open(call, target, "set");
  if (to === "") throw gatewayRefuse(400, "missing new_name");
  return written(call, { ...hive, key: to }, hive.records.rename({ from: hive.key, to }, author(call)));
}

/** Deletes a record. Throws RECORD_NOT_FOUND. */
export function deleteRecord(call: Call, target: RecordName): Json {
  const hive = open(call, target, "del");
  if (!hive.records.remove(hive.key, call.world.clock.nowMs())) throw notFound(call);
  noteChange(call, hive, "hive_delete");
  return { success: true };
}

/** JSON Schema of a hive's data; none for rules and extension configurations (reference: API, 6.1). */
export function hiveSchema(name: string): Json {
  const schema = isHiveName(name) ? hiveKind(name).schema : undefined;
  if (!schema) throw gatewayRefuse(400, `no schema for hive: ${name}`);
  return { schema };
}

const withoutData = (record: StoredRecord): JsonObject => ({ ...record, data: {} });

const shown = (kind: HiveKind, record: StoredRecord): JsonObject =>
  kind.content === "whole" ? record : withoutData(record);

function checkedData({ kind, hive, partition }: OpenHive, { data, arl }: SentRecord): JsonObject {
  if (kind.content === "metadata") {
    throw gatewayRefuse(
      400,
      `lc_error_code:UNAUTHORIZED - data of ${hive} in ${partition} is not accessible`,
    );
  }
  if (arl) throw gatewayRefuse(400, "error fetching arl: the sandbox reaches no other system");
  if (!isJsonObject(data)) throw gatewayRefuse(400, "error parsing data: not an object");
  const problem = kind.problem(data);
  if (problem !== undefined) throw gatewayRefuse(400, problem);
  return data;
}

const author = (call: Call): Author => ({ ident: call.caller.ident, atMs: call.world.clock.nowMs() });

function condition(call: Call, { etag }: SentRecord): Pick<RecordWrite, "etag" | "emptyEtagMeans"> {
  const { empty_etag } = call.world.variants.current();
  return { etag, emptyEtagMeans: empty_etag === "ignored" ? "nothing" : "must be new" };
}

function metadata({ usr_mtd }: SentRecord): UserMetadata | undefined {
  const sent = usr_mtd ?? null;
  if (sent === null) return undefined;
  const completed = isJsonObject(sent) ? completeMetadata(sent) : { problem: "not an object" };
  if ("metadata" in completed) return completed.metadata;
  throw gatewayRefuse(400, `error parsing usr_mtd: ${completed.problem}`);
}

function written(call: Call, hive: OpenHive, result: WriteResult): Json {
  if ("written" in result) {
    if (hive.hive.startsWith("dr-")) keepSchedule(hive.organization);
    noteChange(call, hive, "hive_set");
    const { guid } = result.written.sys_mtd;
    return { guid, hive: { name: hive.hive, partition: hive.partition }, name: hive.key };
  }
  if (result.refused === "missing") throw notFound(call);
  if (result.refused === "taken") throw gatewayRefuse(400, `record already exists: ${hive.key}`);
  throw gatewayRefuse(call.world.variants.current().etag_mismatch_status, "ETAG_MISMATCH");
}

function noteChange(call: Call, { organization, hive, key }: OpenHive, etype: string): void {
  const entity = { type: "hive_record", hive, name: key };
  audit(organization, { etype, msg: `${hive}/${key}`, ident: call.caller.ident, entity });
}

function found(call: Call, record: StoredRecord | undefined): StoredRecord {
  if (!record) throw notFound(call);
  return record;
}

function notFound(call: Call): Refusal {
  return gatewayRefuse(call.world.variants.current().record_not_found_status, "RECORD_NOT_FOUND");
}

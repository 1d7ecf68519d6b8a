import { isJsonObject, type Json } from "../../core/model/json.js";
import { type Answer, gatewayRefuse, ok, type Refusal } from "../answer.js";
import { admitToHive, type Call, part } from "../call.js";
import type { Hive, RecordWrite, WriteResult } from "../hive.js";
import { type HiveKind, type HivePermissions, hiveKinds, isHiveName } from "../hive-kinds.js";
import { completeMetadata, type StoredRecord, type UserMetadata } from "../hive-records.js";
import { jsonParameter, parameter, payload } from "../request.js";
import type { Endpoint } from "./endpoint.js";

interface OpenHive {
  readonly hive: Hive;
  readonly kind: HiveKind;
  readonly key: string;
}

/** The hive of a path, when the caller may do this to it. Throws 400 for an unknown hive or a missing permission. */
function open(call: Call, operation: keyof HivePermissions): OpenHive {
  const name = part(call, "hive");
  if (!isHiveName(name)) throw gatewayRefuse(400, `unknown hive: ${name}`);
  const kind = hiveKinds[name];
  const organization = admitToHive(call, part(call, "partition"), kind.permissions[operation]);
  return { hive: organization.hives[name], kind, key: part(call, "key") };
}

/** `GET hive/{hive}/{part}`: name to whole record (reference: API, 6.1). */
function list(call: Call): Answer {
  const { hive } = open(call, "get");
  return ok(Object.fromEntries(hive.list(call.viewMs)));
}

function get(call: Call): Answer {
  const { hive, key } = open(call, "get");
  return ok(found(call, hive.get(key, call.viewMs)));
}

/** The record without its data, which is `{}` (reference: API, 6.1). */
function getMetadata(call: Call): Answer {
  const { hive, key } = open(call, "getMetadata");
  return ok({ ...found(call, hive.get(key, call.viewMs)), data: {} });
}

/** Creates or replaces, data and user metadata as a whole (reference: API, 6.2 and 6.4). */
function set(call: Call): Answer {
  const { hive, kind, key } = open(call, "set");
  const data = payload(call.request);
  if (!isJsonObject(data)) throw gatewayRefuse(400, "error parsing data: not an object");
  const problem = kind.problem(data);
  if (problem !== undefined) throw gatewayRefuse(400, problem);
  return written(call, hive.set({ ...condition(call), key, data, metadata: metadata(call) }, author(call)));
}

/** Replaces the user metadata of a record that exists (reference: API, 6.1). */
function setMetadata(call: Call): Answer {
  const { hive, key } = open(call, "setMetadata");
  return written(call, hive.setMetadata({ ...condition(call), key, metadata: metadata(call) }, author(call)));
}

function remove(call: Call): Answer {
  const { hive, key } = open(call, "del");
  if (!hive.remove(key, call.world.clock.nowMs())) throw notFound(call);
  return ok({ success: true });
}

const author = (call: Call) => ({ ident: call.caller.ident, atMs: call.world.clock.nowMs() });

function condition(call: Call): Pick<RecordWrite, "etag" | "emptyEtagMeans"> {
  const { empty_etag } = call.world.variants.current();
  return {
    etag: parameter(call.request, "etag"),
    emptyEtagMeans: empty_etag === "ignored" ? "nothing" : "must be new",
  };
}

function metadata(call: Call): UserMetadata | undefined {
  const sent = jsonParameter(call.request, "usr_mtd") ?? null;
  if (sent === null) return undefined;
  const completed = isJsonObject(sent) ? completeMetadata(sent) : { problem: "not an object" };
  if ("metadata" in completed) return completed.metadata;
  throw gatewayRefuse(400, `error parsing usr_mtd: ${completed.problem}`);
}

function written(call: Call, result: WriteResult): Answer {
  if ("written" in result) {
    const hive: Json = { name: part(call, "hive"), partition: part(call, "partition") };
    return ok({ guid: result.written.sys_mtd.guid, hive, name: part(call, "key") });
  }
  if (result.refused === "missing") throw notFound(call);
  throw gatewayRefuse(call.world.variants.current().etag_mismatch_status, "ETAG_MISMATCH");
}

function found(call: Call, record: StoredRecord | undefined): StoredRecord {
  if (!record) throw notFound(call);
  return record;
}

function notFound(call: Call): Refusal {
  return gatewayRefuse(call.world.variants.current().record_not_found_status, "RECORD_NOT_FOUND");
}

const record = "/v1/hive/{hive}/{partition}/{key}";

export const hiveEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/v1/hive/{hive}/{partition}", access: "token", handle: list },
  { method: "GET", path: `${record}/data`, access: "token", handle: get },
  { method: "GET", path: `${record}/mtd`, access: "token", handle: getMetadata },
  { method: "POST", path: `${record}/data`, access: "token", handle: set },
  { method: "POST", path: `${record}/mtd`, access: "token", handle: setMetadata },
  { method: "DELETE", path: record, access: "token", handle: remove },
];

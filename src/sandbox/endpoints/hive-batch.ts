import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { type Answer, gatewayRefuse, ok, Refusal } from "../answer.js";
import type { Call } from "../call.js";
import {
  deleteRecord,
  getRecord,
  getRecordMetadata,
  type RecordName,
  type SentRecord,
  setRecord,
  setRecordMetadata,
} from "../hive-operations.js";
import { parameters } from "../request.js";
import type { Endpoint } from "./endpoint.js";

type Member = (call: Call, target: RecordName, body: JsonObject) => Json;

/** What a batch may ask for: one entry each (reference: API, 6.6). */
const members: Readonly<Record<string, Member>> = {
  get_record: (call, target) => getRecord(call, target),
  get_record_mtd: (call, target) => getRecordMetadata(call, target),
  set_record: (call, target, { record }) => setRecord(call, target, sent(record)),
  set_record_mtd: (call, target, body) => setRecordMetadata(call, target, sent(body)),
  delete_record: (call, target) => deleteRecord(call, target),
};

/** `POST hive`: several operations, answered in request order with 200, each with its own error (reference: API, 6.6). */
function batch(call: Call): Answer {
  const responses = parameters(call.request, "request").map((text) => outcome(call, text));
  return ok({ responses });
}

function outcome(call: Call, text: string): Json {
  try {
    return { data: perform(call, text), error: "" };
  } catch (error) {
    if (error instanceof Refusal) return { data: {}, error: error.reason };
    throw error;
  }
}

function perform(call: Call, text: string): Json {
  const request = parse(text);
  const [name = "", ...others] = isJsonObject(request) ? Object.keys(request) : [];
  const member = others.length === 0 && Object.hasOwn(members, name) ? members[name] : undefined;
  const body = isJsonObject(request) ? request[name] : undefined;
  if (!member || !isJsonObject(body)) {
    throw gatewayRefuse(400, `error parsing request: exactly one of ${Object.keys(members).join(", ")}`);
  }
  return member(call, recordName(body.record_id), body);
}

function parse(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    throw gatewayRefuse(400, "error parsing request: not JSON");
  }
}

function recordName(recordId: Json | undefined): RecordName {
  const hive = isJsonObject(recordId) ? recordId.hive : undefined;
  if (!isJsonObject(recordId) || !isJsonObject(hive)) {
    throw gatewayRefuse(400, "error parsing request: record_id has no hive");
  }
  const { name, partition } = hive;
  if (typeof name !== "string" || typeof partition !== "string" || typeof recordId.name !== "string") {
    throw gatewayRefuse(400, "error parsing request: record_id has no name");
  }
  return { hive: name, partition, key: recordId.name };
}

/** A record as a batch carries it; the etag of its system metadata is the condition, when there is one. */
function sent(record: Json | undefined): SentRecord {
  if (!isJsonObject(record)) throw gatewayRefuse(400, "error parsing request: record is not an object");
  const { data, usr_mtd, sys_mtd, arl } = record;
  const etag = isJsonObject(sys_mtd) && typeof sys_mtd.etag === "string" ? sys_mtd.etag : "";
  return { data, usr_mtd, etag: etag || undefined, arl: typeof arl === "string" ? arl : undefined };
}

export const hiveBatchEndpoints: readonly Endpoint[] = [
  { method: "POST", path: "/v1/hive", access: "token", handle: batch },
];

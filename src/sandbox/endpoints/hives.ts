import { type Answer, ok } from "../answer.js";
import { type Call, part } from "../call.js";
import {
  deleteRecord,
  getRecord,
  getRecordMetadata,
  hiveSchema,
  listRecords,
  type RecordName,
  renameRecord,
  type SentRecord,
  setRecord,
  setRecordMetadata,
  validateRecord,
} from "../hive-operations.js";
import { jsonParameter, parameter, payload } from "../request.js";
import type { Endpoint } from "./endpoint.js";

const target = (call: Call): RecordName => ({
  hive: part(call, "hive"),
  partition: part(call, "partition"),
  key: part(call, "key"),
});

/** A write as forms carry it (reference: API, 6.2); `sys_mtd` is sent by one client and means nothing. */
function sent(call: Call, withData: boolean): SentRecord {
  return {
    data: withData ? payload(call.request) : undefined,
    usr_mtd: jsonParameter(call.request, "usr_mtd"),
    etag: parameter(call.request, "etag"),
    arl: parameter(call.request, "arl"),
  };
}

/** `new_name` stands in the query or in the form (reference: API, 6.1). */
const rename = (call: Call): Answer =>
  ok(renameRecord(call, target(call), parameter(call.request, "new_name") ?? ""));

const hive = "/v1/hive/{hive}/{partition}";
const record = `${hive}/{key}`;
const access = "token";

export const hiveEndpoints: readonly Endpoint[] = [
  {
    method: "GET",
    path: "/v1/hive/{hive}/schema",
    access,
    handle: (call) => ok(hiveSchema(part(call, "hive"))),
  },
  { method: "GET", path: hive, access, handle: (call) => ok(listRecords(call, target(call))) },
  { method: "GET", path: `${record}/data`, access, handle: (call) => ok(getRecord(call, target(call))) },
  {
    method: "GET",
    path: `${record}/mtd`,
    access,
    handle: (call) => ok(getRecordMetadata(call, target(call))),
  },
  {
    method: "POST",
    path: `${record}/data`,
    access,
    handle: (call) => ok(setRecord(call, target(call), sent(call, true))),
  },
  {
    method: "POST",
    path: `${record}/mtd`,
    access,
    handle: (call) => ok(setRecordMetadata(call, target(call), sent(call, false))),
  },
  {
    method: "POST",
    path: `${record}/validate`,
    access,
    handle: (call) => ok(validateRecord(call, target(call), sent(call, true))),
  },
  { method: "POST", path: `${record}/rename`, access, handle: rename },
  { method: "DELETE", path: record, access, handle: (call) => ok(deleteRecord(call, target(call))) },
];

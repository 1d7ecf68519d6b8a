import { isJsonObject, type JsonObject } from "../../core/model/json.js";
import { type Answer, gatewayRefuse, ok } from "../answer.js";
import { type Call, part } from "../call.js";
import { deleteRecord } from "../hive-operations.js";
import { legacyFalsePositives, legacyRules, namespaceHive, writeLegacy } from "../legacy-rules.js";
import { booleanParameter, countParameter, jsonParameter, parameter } from "../request.js";
import type { Endpoint } from "./endpoint.js";

/** `GET rules/{oid}`: name to rule, `is_enabled` among its members (seen in both official clients). */
function listRules(call: Call): Answer {
  const rules = legacyRules(call, part(call, "oid"), namespaceOf(call));
  return ok(Object.fromEntries([...rules].map(([name, rule]) => [name, { name, ...rule }])));
}

/** `POST rules/{oid}`: form `name, is_replace, detection, response, is_enabled, expire_on, namespace` (seen in both official clients). */
function addRule(call: Call): Answer {
  const { oid, name } = named(call);
  const namespace = namespaceOf(call);
  refuseTaken(call, legacyRules(call, oid, namespace));
  const detect = jsonParameter(call.request, "detection") ?? null;
  const respond = jsonParameter(call.request, "response") ?? null;
  const disabled =
    parameter(call.request, "is_enabled") !== undefined && !booleanParameter(call.request, "is_enabled");
  const expiry = countParameter(call.request, "expire_on") ?? 0;
  const hive = namespaceHive(namespace);
  return ok(writeLegacy(call, { hive, oid, name, data: { detect, respond }, enabled: !disabled, expiry }));
}

/** `DELETE rules/{oid}`: form `name, namespace`; the answer is empty (seen in the Python client's tests). */
function removeRule(call: Call): Answer {
  const { oid, name } = named(call);
  deleteRecord(call, { hive: namespaceHive(namespaceOf(call)), partition: oid, key: name });
  return ok({});
}

/** `GET fp/{oid}`: name to false positive rule, its condition under `data` (seen in both official clients). */
function listFalsePositives(call: Call): Answer {
  const oid = part(call, "oid");
  const rules = [...legacyFalsePositives(call, oid)];
  return ok(Object.fromEntries(rules.map(([name, data]) => [name, { name, oid, data }])));
}

/** `POST fp/{oid}`: form `name, is_replace, rule` (seen in both official clients). */
function addFalsePositive(call: Call): Answer {
  const { oid, name } = named(call);
  refuseTaken(call, legacyFalsePositives(call, oid));
  const data = jsonParameter(call.request, "rule") ?? null;
  if (!isJsonObject(data)) throw gatewayRefuse(400, "error parsing rule: not an object");
  return ok(writeLegacy(call, { hive: "fp", oid, name, data, enabled: true }));
}

/** `DELETE fp/{oid}`: form `name`; the answer is empty (seen in the Python client's tests). */
function removeFalsePositive(call: Call): Answer {
  const { oid, name } = named(call);
  deleteRecord(call, { hive: "fp", partition: oid, key: name });
  return ok({});
}

const namespaceOf = (call: Call): string => parameter(call.request, "namespace") ?? "";

function named(call: Call): { readonly oid: string; readonly name: string } {
  const name = parameter(call.request, "name") ?? "";
  if (name === "") throw gatewayRefuse(400, "missing name");
  return { oid: part(call, "oid"), name };
}

/** What is there is replaced only when the request says so. */
function refuseTaken(call: Call, rules: ReadonlyMap<string, JsonObject>): void {
  const name = parameter(call.request, "name") ?? "";
  if (rules.has(name) && !booleanParameter(call.request, "is_replace")) {
    throw gatewayRefuse(400, `rule already exists: ${name}`);
  }
}

const rules = "/v1/rules/{oid}";
const falsePositives = "/v1/fp/{oid}";
const access = "token";

export const legacyRuleEndpoints: readonly Endpoint[] = [
  { method: "GET", path: rules, access, handle: listRules },
  { method: "POST", path: rules, access, handle: addRule },
  { method: "DELETE", path: rules, access, handle: removeRule },
  { method: "GET", path: falsePositives, access, handle: listFalsePositives },
  { method: "POST", path: falsePositives, access, handle: addFalsePositive },
  { method: "DELETE", path: falsePositives, access, handle: removeFalsePositive },
];

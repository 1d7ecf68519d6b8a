import { isJsonObject, type JsonObject } from "../../core/model/json.js";
import { type Answer, gatewayRefuse, ok, refuse } from "../answer.js";
import { admit, type Call, part } from "../call.js";
import { extensionKinds } from "../extension-kinds.js";
import type { Organization } from "../organization.js";
import { parameter, payload } from "../request.js";
import type { Endpoint } from "./endpoint.js";

/** `GET orgs/{oid}/subscriptions`: an object whose keys are names (reference: API, 3.1). */
function subscriptions(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "ext.sub");
  return ok(Object.fromEntries([...organization.subscriptions].map((name) => [name, {}])));
}

function subscribe(call: Call): Answer {
  const [organization, name] = toSubscribe(call);
  organization.subscriptions.add(name);
  return ok({});
}

/** Leaving an extension deletes what it made: every rule tagged `ext:<name>` (reference: API, 3.6). */
function unsubscribe(call: Call): Answer {
  const [organization, name] = toSubscribe(call);
  if (organization.subscriptions.delete(name)) removeTagged(organization, `ext:${name}`);
  return ok({});
}

/** Gives the extension a new key; nothing of it can be seen from outside. */
function rekey(call: Call): Answer {
  const [organization, name] = toSubscribe(call);
  if (!organization.subscriptions.has(name)) throw notSubscribed(call, name);
  return ok({});
}

function toSubscribe(call: Call): readonly [Organization, string] {
  const organization = admit(call, part(call, "oid"), "ext.sub");
  const name = part(call, "name");
  if (!extensionKinds.has(name)) throw refuse(400, "no such extension");
  return [organization, name];
}

function removeTagged(organization: Organization, tag: string): void {
  const rules = organization.hives["dr-general"];
  const nowMs = organization.clock.nowMs();
  const tagged = [...rules.list(nowMs)].filter(([, record]) => record.usr_mtd.tags.includes(tag));
  for (const [key] of tagged) rules.remove(key, nowMs);
}

/** `GET extension/schema/{name}?oid=`: fails when not subscribed, which makes it the better probe (reference: API, 3.1). */
function schema(call: Call): Answer {
  const organization = admit(call, requiredOid(call), "");
  const name = part(call, "name");
  const kind = extensionKinds.get(name);
  if (!kind || !organization.subscriptions.has(name)) {
    throw refuse(400, `failed to get extension ${name}: no such entity`);
  }
  return ok({ views: null, config_schema: {}, request_schema: kind.schema, required_events: [] });
}

/** `POST extension/request/{name}` (reference: API, 3.3 and 3.4). */
function request(call: Call): Answer {
  const organization = admit(call, requiredOid(call), "ext.request");
  const name = part(call, "name");
  const kind = extensionKinds.get(name);
  if (!kind || !organization.subscriptions.has(name)) throw notSubscribed(call, name);
  const action = parameter(call.request, "action") ?? "";
  const perform = Object.hasOwn(kind.actions, action) ? kind.actions[action] : undefined;
  if (!perform) throw gatewayRefuse(400, `unknown request action: ${action}`);
  return ok(perform({ organization, data: requestData(call), viewMs: call.viewMs }));
}

function requestData(call: Call): JsonObject {
  const data = payload(call.request) ?? {};
  if (!isJsonObject(data)) throw gatewayRefuse(400, "error parsing data: not an object");
  return data;
}

function requiredOid(call: Call): string {
  const oid = parameter(call.request, "oid");
  if (!oid) throw refuse(400, "missing oid");
  return oid;
}

function notSubscribed(call: Call, name: string) {
  const { not_subscribed_status } = call.world.variants.current();
  return refuse(not_subscribed_status, `organization is not subscribed to ${name}`);
}

const subscription = "/v1/orgs/{oid}/subscription/extension/{name}";

export const extensionEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/v1/orgs/{oid}/subscriptions", access: "token", handle: subscriptions },
  { method: "POST", path: subscription, access: "token", handle: subscribe },
  { method: "DELETE", path: subscription, access: "token", handle: unsubscribe },
  { method: "PATCH", path: subscription, access: "token", handle: rekey },
  { method: "GET", path: "/v1/extension/schema/{name}", access: "token", handle: schema },
  { method: "POST", path: "/v1/extension/request/{name}", access: "token", handle: request },
];

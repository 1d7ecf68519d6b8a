import { isJsonObject, type JsonObject } from "../../core/model/json.js";
import { type Answer, gatewayRefuse, ok, refuse } from "../answer.js";
import { audit } from "../audit.js";
import { admit, type Call, part } from "../call.js";
import { extensionKind } from "../extension-kinds.js";
import { extensionNames, isExtensionName } from "../extension-request.js";
import type { Organization } from "../organization.js";
import { parameter, payload } from "../request.js";
import { subscribe, unsubscribe } from "../subscriptions.js";
import type { Caller } from "../tokens.js";
import type { Endpoint } from "./endpoint.js";

/** `GET orgs/{oid}/subscriptions`: an object whose keys are names (reference: API, 3.1); the metadata permission is enough to see them (3.5). */
function subscriptions(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "ext.sub", "ext.sub.mtd");
  return ok(Object.fromEntries([...organization.subscriptions].map((name) => [name, {}])));
}

function join(call: Call): Answer {
  const [organization, name] = toSubscribe(call);
  subscribe(organization, name, call.caller.ident);
  return ok({});
}

function leave(call: Call): Answer {
  const [organization, name] = toSubscribe(call);
  unsubscribe(organization, name, call.caller.ident);
  return ok({});
}

/** Gives the extension a new key; nothing but the audit log shows it from outside. */
function rekey(call: Call): Answer {
  const [organization, name] = toSubscribe(call);
  if (!organization.subscriptions.has(name)) throw notSubscribed(call, name);
  const { ident } = call.caller;
  audit(organization, { etype: "extension_rekey", msg: name, ident, entity: { type: "extension", name } });
  return ok({});
}

function toSubscribe(call: Call): readonly [Organization, string] {
  const organization = admit(call, part(call, "oid"), "ext.sub");
  const name = part(call, "name");
  if (!isExtensionName(name)) throw refuse(400, "no such extension");
  return [organization, name];
}

const definitionOf = (name: string): JsonObject => {
  const description = extensionKind(name)?.description ?? "";
  return { name, short_description: description, long_description: description };
};

/** `GET extension/definition`: every extension there is, an array (reference: API, 3.1). */
function definitions(): Answer {
  return ok(extensionNames.map(definitionOf));
}

function definition(call: Call): Answer {
  const name = part(call, "name");
  if (!isExtensionName(name)) throw refuse(400, `failed to get extension ${name}: no such entity`);
  return ok(definitionOf(name));
}

/** `GET extension/schema/{name}?oid=`: fails when not subscribed, which makes it the better probe (reference: API, 3.1). */
function schema(call: Call): Answer {
  const organization = admit(call, requiredOid(call), "");
  const name = part(call, "name");
  const kind = extensionKind(name);
  if (!kind || !organization.subscriptions.has(name)) {
    throw refuse(400, `failed to get extension ${name}: no such entity`);
  }
  return ok({ views: null, config_schema: {}, request_schema: kind.schema, required_events: [] });
}

/** `POST extension/request/{name}` (reference: API, 3.3 and 3.4). */
function request(call: Call): Answer {
  const organization = admit(call, requiredOid(call), "ext.request");
  const name = part(call, "name");
  const kind = extensionKind(name);
  if (!kind || !organization.subscriptions.has(name)) throw notSubscribed(call, name);
  const action = parameter(call.request, "action") ?? "";
  const perform = Object.hasOwn(kind.actions, action) ? kind.actions[action] : undefined;
  if (!perform) throw gatewayRefuse(400, `unknown request action: ${action}`);
  const as = kind.impersonates ? impersonated(call) : call.caller;
  const data = requestData(call);
  return ok(perform({ organization, data, viewMs: call.viewMs, call: { ...call, caller: as } }));
}

/** Whose permissions count where an extension acts for its caller: those of the token sent along (reference: API, 3.3). */
function impersonated(call: Call): Caller {
  const token = parameter(call.request, "impersonator_jwt");
  if (!token) throw gatewayRefuse(400, "missing impersonator_jwt");
  const caller = call.world.tokens.read(token, call.world.clock.nowMs());
  if (!caller) throw gatewayRefuse(401, "impersonator_jwt is not valid");
  return caller;
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
  { method: "POST", path: subscription, access: "token", handle: join },
  { method: "DELETE", path: subscription, access: "token", handle: leave },
  { method: "PATCH", path: subscription, access: "token", handle: rekey },
  { method: "GET", path: "/v1/extension/definition", access: "token", handle: definitions },
  { method: "GET", path: "/v1/extension/definition/{name}", access: "token", handle: definition },
  { method: "GET", path: "/v1/extension/schema/{name}", access: "token", handle: schema },
  { method: "POST", path: "/v1/extension/request/{name}", access: "token", handle: request },
];

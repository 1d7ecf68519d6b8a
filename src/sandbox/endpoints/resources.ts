import { type Answer, ok, refuse } from "../answer.js";
import { admit, type Call, part } from "../call.js";
import { isExtensionName } from "../extension-request.js";
import type { Organization } from "../organization.js";
import { parameter } from "../request.js";
import { subscribe, unsubscribe } from "../subscriptions.js";
import type { Endpoint } from "./endpoint.js";

/** `GET orgs/{oid}/resources`: subscriptions in their older form, by category (reference: API, 3.1). */
function list(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "ext.sub");
  return ok({ resources: { extension: [...organization.subscriptions] } });
}

function add(call: Call): Answer {
  const [organization, name] = named(call);
  subscribe(organization, name, call.caller.ident);
  return ok({});
}

function remove(call: Call): Answer {
  const [organization, name] = named(call);
  unsubscribe(organization, name, call.caller.ident);
  return ok({});
}

function named(call: Call): readonly [Organization, string] {
  const organization = admit(call, part(call, "oid"), "ext.sub");
  const category = parameter(call.request, "res_cat") ?? "";
  const name = parameter(call.request, "res_name") ?? "";
  if (category === "extension" && isExtensionName(name)) return [organization, name];
  throw refuse(400, `no such resource: ${category}/${name}`);
}

const path = "/v1/orgs/{oid}/resources";

export const resourceEndpoints: readonly Endpoint[] = [
  { method: "GET", path, access: "token", handle: list },
  { method: "POST", path, access: "token", handle: add },
  { method: "DELETE", path, access: "token", handle: remove },
];

import { type Answer, ok } from "../answer.js";
import { audit } from "../audit.js";
import { admit, type Call, part } from "../call.js";
import { parameter } from "../request.js";
import type { Endpoint } from "./endpoint.js";

/** `GET configs/{oid}/{name}`: one value of the organization's configuration, with its name (seen in the Go client); empty text when it was never set. */
function get(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "org.conf.get");
  const name = part(call, "name");
  return ok({ name, value: organization.values.get(name) ?? "" });
}

function set(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "org.conf.set");
  const name = part(call, "name");
  organization.values.set(name, parameter(call.request, "value") ?? "");
  const { ident } = call.caller;
  audit(organization, { etype: "org_value_set", msg: name, ident, entity: { type: "org_value", name } });
  return ok({});
}

const path = "/v1/configs/{oid}/{name}";

export const valueEndpoints: readonly Endpoint[] = [
  { method: "GET", path, access: "token", handle: get },
  { method: "POST", path, access: "token", handle: set },
];

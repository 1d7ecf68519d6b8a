import { type Answer, ok, refuse } from "../answer.js";
import { audit } from "../audit.js";
import { admit, type Call, part } from "../call.js";
import { parameter } from "../request.js";
import { modules, streams } from "../outputs.js";
import type { Endpoint } from "./endpoint.js";

/** `GET outputs/{oid}`: the stream stands under `for` on reads (reference: API, section 11). */
function list(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "output.list");
  return ok({ [organization.oid]: Object.fromEntries(organization.outputs) });
}

/** `POST outputs/{oid}`: form `name, module, type` and whatever the module needs, all kept as text; what is there is replaced. */
function add(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "output.set");
  const { name, module, type, ...settings } = Object.fromEntries(call.request.form);
  if (!name) throw refuse(400, "missing name");
  if (!module || !modules.has(module)) throw refuse(400, `unknown output module: ${module ?? ""}`);
  if (!type || !streams.has(type)) throw refuse(400, `unknown output type: ${type ?? ""}`);
  const output = { ...settings, name, module, for: type };
  organization.outputs.set(name, output);
  const { ident } = call.caller;
  audit(organization, { etype: "output_add", msg: name, ident, entity: { type: "output", name } });
  return ok(output);
}

/** `DELETE outputs/{oid}`: the name is in the body (reference: API, 2.1); the answer is empty (seen in the Python client's tests). */
function remove(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "output.del");
  const name = parameter(call.request, "name") ?? "";
  if (!organization.outputs.delete(name)) throw refuse(404, `no output ${name}`);
  const { ident } = call.caller;
  audit(organization, { etype: "output_delete", msg: name, ident, entity: { type: "output", name } });
  return ok({});
}

const path = "/v1/outputs/{oid}";

export const outputEndpoints: readonly Endpoint[] = [
  { method: "GET", path, access: "token", handle: list },
  { method: "POST", path, access: "token", handle: add },
  { method: "DELETE", path, access: "token", handle: remove },
];

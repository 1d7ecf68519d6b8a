import { type Answer, ok, refuse } from "../answer.js";
import { audit } from "../audit.js";
import { admit, type Call, part } from "../call.js";
import { addInstallationKey, type InstallationKey } from "../installation-keys.js";
import { booleanParameter, parameter, parameters } from "../request.js";
import type { Endpoint } from "./endpoint.js";

/** `GET installationkeys/{oid}`: by oid, then by iid (seen in the Python and the Go client). */
function list(call: Call): Answer {
  const { oid, installationKeys } = admit(call, part(call, "oid"), "ikey.list");
  return ok({ [oid]: Object.fromEntries(installationKeys) });
}

function get(call: Call): Answer {
  const { installationKeys } = admit(call, part(call, "oid"), "ikey.list");
  return ok(found(installationKeys.get(part(call, "iid"))));
}

/** `POST installationkeys/{oid}`: form `desc` and `tags`, repeated or joined by commas; answers the whole key. */
function create(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "ikey.set");
  const desc = parameter(call.request, "desc") ?? "";
  if (desc === "") throw refuse(400, "missing desc");
  const tags = parameters(call.request, "tags").flatMap((text) => text.split(","));
  const given = tags.filter((tag) => tag !== "");
  const publicCa = booleanParameter(call.request, "use_public_root_ca");
  note(call, "installation_key_add", desc);
  return ok(addInstallationKey(organization, { desc, tags: given, publicCa }));
}

/** `DELETE installationkeys/{oid}`: the iid is in the body. */
function remove(call: Call): Answer {
  const { installationKeys } = admit(call, part(call, "oid"), "ikey.del");
  const { iid, desc } = found(installationKeys.get(parameter(call.request, "iid") ?? ""));
  installationKeys.delete(iid);
  note(call, "installation_key_delete", desc);
  return ok({});
}

function found(key: InstallationKey | undefined): InstallationKey {
  if (!key) throw refuse(404, "no such installation key");
  return key;
}

function note(call: Call, etype: string, name: string): void {
  const entity = { type: "installation_key", name };
  audit(admit(call, part(call, "oid"), ""), { etype, msg: name, ident: call.caller.ident, entity });
}

const path = "/v1/installationkeys/{oid}";

export const installationKeyEndpoints: readonly Endpoint[] = [
  { method: "GET", path, access: "token", handle: list },
  { method: "GET", path: `${path}/{iid}`, access: "token", handle: get },
  { method: "POST", path, access: "token", handle: create },
  { method: "DELETE", path, access: "token", handle: remove },
];

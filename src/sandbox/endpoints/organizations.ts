import { type Answer, ok, refuse } from "../answer.js";
import { admit, type Call, part } from "../call.js";
import { countParameter, parameter } from "../request.js";
import type { Endpoint } from "./endpoint.js";

/** Services that have an address of their own in production; here all are the sandbox (reference: API, 8.1). */
const services = ["lc", "replay", "search", "hooks", "logs", "artifacts", "live", "cases", "ai"] as const;

/** `GET orgs/{oid}/url`: public (reference: API, 1.2). */
function urls(call: Call): Answer {
  const { organizations, url } = call.world;
  if (!organizations.has(part(call, "oid").toLowerCase())) throw refuse(404, "organization not found");
  return ok({ url: Object.fromEntries(services.map((name) => [name, url])), certs: {}, site_name: "local" });
}

/** `GET orgs/{oid}` (reference: API, section 11). */
function information(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "org.get");
  return ok({
    oid: organization.oid,
    name: organization.name,
    sensor_version: "5.3.6",
    sensor_quota: organization.fleet.size,
    n_rules: organization.hives["dr-general"].size,
    n_outputs: organization.outputs.size,
    n_installation_keys: organization.installationKeys.size,
  });
}

/** `GET user/orgs`: what the caller can reach, also with a token that covers nothing (reference: API, section 11). */
function ofUser(call: Call): Answer {
  const { caller, request, world } = call;
  const text = (parameter(request, "filter") ?? "").toLowerCase();
  const all = [...world.organizations.values()]
    .filter(({ apiKey }) => caller.isUser || apiKey.ident === caller.ident)
    .filter(({ name, oid }) => name.toLowerCase().includes(text) || oid.includes(text));
  const offset = countParameter(request, "offset") ?? 0;
  const limit = countParameter(request, "limit") || all.length;
  const orgs = all.slice(offset, offset + limit).map(({ oid, name }) => ({ oid, name }));
  return ok({ orgs, total: all.length });
}

export const organizationEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/v1/orgs/{oid}/url", access: "public", handle: urls },
  { method: "GET", path: "/v1/orgs/{oid}", access: "token", handle: information },
  { method: "GET", path: "/v1/user/orgs", access: "token", handle: ofUser },
];

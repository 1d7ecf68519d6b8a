import { gatewayRefuse, refuse } from "./answer.js";
import type { Organization } from "./organization.js";
import type { ApiRequest } from "./request.js";
import type { Caller } from "./tokens.js";
import type { World } from "./world.js";

/** One request on its way through an endpoint. */
export interface Call {
  readonly world: World;
  readonly request: ApiRequest;
  /** Placeholders of the path, decoded. */
  readonly parts: Readonly<Record<string, string>>;
  /** Who calls; nobody on a public endpoint. */
  readonly caller: Caller;
  /** Reads show the state of this instant (epoch milliseconds): now, or earlier when reads are stale. */
  readonly viewMs: number;
}

/** The caller of public endpoints. */
export const nobody: Caller = { ident: "", permissions: {}, isUser: false };

/** A placeholder of the path, which the endpoint's own pattern names. */
export function part(call: Call, name: string): string {
  return call.parts[name] ?? "";
}

/** The organization named by its oid, when the token covers it and has one of the permissions (none asked: empty). Throws 401 (reference: API, 1.2). */
export function admit(call: Call, oid: string, ...anyOf: readonly [string, ...string[]]): Organization {
  const organization = covered(call, oid);
  if (!organization) throw refuse(401, "unauthorized");
  if (!anyOf.some((permission) => holds(call, organization, permission))) {
    throw refuse(deniedStatus(call, 401), `unauthorized: requires ${anyOf[0]}`);
  }
  return organization;
}

/** As `admit` for any one of these permissions, in the words of the hive gateway (reference: API, 1.2). Throws 400. */
export function admitToHive(call: Call, oid: string, anyOf: readonly string[]): Organization {
  const organization = covered(call, oid);
  if (organization && anyOf.some((permission) => holds(call, organization, permission))) return organization;
  const text = `lc_error_code:UNAUTHORIZED - access to ${oid} requires ${anyOf[0]}`;
  throw gatewayRefuse(deniedStatus(call, 400), text);
}

/** True when the caller has a permission in an organization. */
function holds(call: Call, organization: Organization, permission: string): boolean {
  return permission === "" || (call.caller.permissions[organization.oid]?.includes(permission) ?? false);
}

function covered(call: Call, oid: string): Organization | undefined {
  const key = oid.toLowerCase();
  return Object.hasOwn(call.caller.permissions, key) ? call.world.organizations.get(key) : undefined;
}

function deniedStatus(call: Call, documented: number): number {
  const status = call.world.variants.current().missing_permission_status;
  return status === "documented" ? documented : status;
}

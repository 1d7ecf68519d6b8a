import type { Json } from "../../core/model/json.js";
import { type Answer, ok, refuse } from "../answer.js";
import type { Call } from "../call.js";
import { allPermissions } from "../permissions.js";
import { parameter } from "../request.js";
import type { Caller } from "../tokens.js";
import type { Endpoint } from "./endpoint.js";

const lifetimeS = 3600;
/** Below this, `expiry` is a duration in seconds; from there on an instant in epoch seconds: clients disagree (reference: API, 1.1). */
const firstInstantS = 1e9;

/** `POST /jwt`: an API key for a token (reference: API, 1.1). */
function exchange(call: Call): Answer {
  const caller = narrowed(identify(call), parameter(call.request, "perms"));
  return ok({ jwt: call.world.tokens.mint(caller, expiry(call)) });
}

function identify(call: Call): Caller {
  const uid = parameter(call.request, "uid");
  return uid ? identifyUser(call, uid) : identifyOrganization(call);
}

function identifyUser(call: Call, uid: string): Caller {
  const { user, organizations } = call.world;
  if (uid !== user.uid) throw refuse(400, `user not found: ${uid}`);
  if (parameter(call.request, "secret") !== user.apiKey) throw unknownKey();
  const oid = (parameter(call.request, "oid") ?? "").toLowerCase();
  const wanted = [...organizations.keys()].filter((key) => oid === "" || key === oid);
  if (oid !== "-" && wanted.length === 0) throw unknownKey();
  return { ident: user.uid, permissions: permissionsIn(wanted, allPermissions), isUser: true };
}

function identifyOrganization(call: Call): Caller {
  const secret = parameter(call.request, "secret");
  const oid = (parameter(call.request, "oid") ?? "").toLowerCase();
  const organization = [...call.world.organizations.values()].find(({ apiKey }) => apiKey.secret === secret);
  if (!organization || (oid !== "-" && oid !== organization.oid)) throw unknownKey();
  const { ident, permissions } = organization.apiKey;
  const covered = oid === "-" ? [] : [organization.oid];
  return { ident, permissions: permissionsIn(covered, permissions), isUser: false };
}

const unknownKey = () => refuse(401, "unknown api key");

function permissionsIn(oids: readonly string[], permissions: readonly string[]): Caller["permissions"] {
  return Object.fromEntries(oids.map((oid) => [oid, permissions]));
}

/** A token may ask for less than its key has, never for more. */
function narrowed(caller: Caller, perms: string | undefined): Caller {
  if (!perms) return caller;
  const wanted = perms.split(",").map((name) => name.trim());
  const permissions = Object.entries(caller.permissions).map(([oid, held]) => [
    oid,
    held.filter((name) => wanted.includes(name)),
  ]);
  return { ...caller, permissions: Object.fromEntries(permissions) };
}

function expiry(call: Call): number {
  const nowS = Math.floor(call.world.clock.nowMs() / 1000);
  const text = parameter(call.request, "expiry") ?? "";
  if (text === "") return nowS + lifetimeS;
  if (!/^\d{1,12}$/.test(text)) throw refuse(400, "expiry is not a number of seconds");
  const seconds = Number(text);
  return seconds < firstInstantS ? nowS + seconds : seconds;
}

/** `GET /v1/who`: organization keys and users look different (reference: API, 1.3). */
function who({ caller }: Call): Answer {
  const { ident, permissions } = caller;
  if (caller.isUser) return ok({ user_perms: permissions as Json, ident });
  return ok({ orgs: Object.keys(permissions), perms: Object.values(permissions).flat(), ident });
}

export const tokenEndpoints: readonly Endpoint[] = [
  { method: "POST", path: "/jwt", access: "public", handle: exchange },
  { method: "GET", path: "/v1/who", access: "token", handle: who },
];

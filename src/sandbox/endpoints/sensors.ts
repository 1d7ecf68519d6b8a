import { type Answer, ok, refuse } from "../answer.js";
import { admit, type Call, part } from "../call.js";
import { isUuid } from "../ids.js";
import type { Organization } from "../organization.js";
import { booleanParameter, countParameter, pack, parameter, parameters } from "../request.js";
import { type SimulatedSensor, wireRecord } from "../sensor.js";
import { selectSensors } from "../targets.js";
import type { Endpoint } from "./endpoint.js";

const defaultPage = 1000;

/** `GET sensors/{oid}`: page by page (reference: API, 7.1). The last page has no token: the classic Python client goes on with an empty one. */
function list(call: Call): Answer {
  const { request, world } = call;
  const organization = admit(call, part(call, "oid"), "sensor.list");
  const matching = selectSensors(organization, parameter(request, "selector") ?? "");
  const start = startOf(matching, parameter(request, "continuation_token") ?? "");
  const limit = countParameter(request, "limit") || defaultPage;
  const found = firstOf(matching.slice(start), limit + 1, passes(call));
  const page = found.slice(0, limit);
  const withTags = world.variants.current().sensor_tags === "yes";
  const sensors = page.map((sensor) => wireRecord(sensor, withTags));
  const more = found.length > limit;
  return ok({
    sensors: booleanParameter(request, "is_compressed") ? pack(sensors) : sensors,
    ...(more ? { continuation_token: continuation(page.at(-1)) } : {}),
  });
}

/** The first of some sensors that pass: a page of a large fleet costs little more than one of a small one. */
function firstOf(
  sensors: readonly SimulatedSensor[],
  most: number,
  passing: (sensor: SimulatedSensor) => boolean,
): readonly SimulatedSensor[] {
  const found: SimulatedSensor[] = [];
  for (const sensor of sensors) {
    if (found.length === most) break;
    if (passing(sensor)) found.push(sensor);
  }
  return found;
}

function passes(call: Call): (sensor: SimulatedSensor) => boolean {
  const onlineOnly = booleanParameter(call.request, "is_online_only");
  const ip = parameter(call.request, "with_ip") ?? "";
  const prefix = (parameter(call.request, "with_hostname_prefix") ?? "").toLowerCase();
  return (sensor) =>
    (!onlineOnly || sensor.online) &&
    (ip === "" || sensor.int_ip === ip || sensor.ext_ip === ip) &&
    sensor.hostname.toLowerCase().startsWith(prefix);
}

const continuation = (last: SimulatedSensor | undefined): string =>
  Buffer.from(`after ${last?.sid ?? ""}`).toString("base64url");

/** Index of the first sensor behind the page that a token ended. Throws a 400 for a token that is not ours. */
function startOf(sensors: readonly SimulatedSensor[], token: string): number {
  if (token === "") return 0;
  const [, sid = ""] = /^after (.*)$/.exec(Buffer.from(token, "base64url").toString("utf8")) ?? [];
  if (!isUuid(sid)) throw refuse(400, "bad continuation_token");
  const start = sensors.findIndex((sensor) => sensor.sid > sid);
  return start < 0 ? sensors.length : start;
}

/** `GET {sid}`: Python looks at `online`, Go at `is_online` (reference: API, 7.2). */
function get(call: Call): Answer {
  const [, sensor] = sensorOf(call, "sensor.get");
  return ok({
    info: wireRecord(sensor, call.world.variants.current().sensor_tags === "yes"),
    is_online: sensor.online,
    online: sensor.online ? { [sensor.sid]: true } : {},
  });
}

/** The sensor of a path and its organization. Throws a 404 for an unknown one, whatever the token covers. */
export function sensorOf(call: Call, permission: string): readonly [Organization, SimulatedSensor] {
  const sid = part(call, "sid").toLowerCase();
  if (!isUuid(sid)) throw refuse(404, "not found");
  for (const oid of Object.keys(call.caller.permissions)) {
    const sensor = call.world.organizations.get(oid)?.fleet.get(sid);
    if (sensor) return [admit(call, oid, permission), sensor];
  }
  throw refuse(404, "sensor not found");
}

/** `GET online/{oid}`: how many (reference: API, 7.3). */
function countOnline(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "sensor.list");
  return ok({ count: [...organization.fleet.values()].filter((sensor) => sensor.online).length });
}

/** `POST online/{oid}`: each asked sensor, or all that are online (reference: API, 7.3). */
function online(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "sensor.list");
  const asked = parameters(call.request, "sids");
  if (asked.length > 0) {
    return ok(Object.fromEntries(asked.map((sid) => [sid, organization.fleet.get(sid)?.online ?? false])));
  }
  const connected = [...organization.fleet.values()].filter((sensor) => sensor.online);
  return ok(Object.fromEntries(connected.map((sensor) => [sensor.sid, true])));
}

/** `GET hostnames/{oid}?hostname=`: the sensors whose host name begins so, a list under `sid` (seen in the Python client and its tests). */
function byHostname(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "sensor.list");
  const prefix = (parameter(call.request, "hostname") ?? "").toLowerCase();
  if (prefix === "") throw refuse(400, "missing hostname");
  const found = [...organization.fleet.values()].filter(({ hostname }) =>
    hostname.toLowerCase().startsWith(prefix),
  );
  return ok({ sid: found.map(({ sid, hostname }) => ({ sid, hostname })) });
}

/** `POST export/{oid}/sensors`: every sensor by its id, with its tags (seen in the Python client; the form of an entry is inferred). */
function exported(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "sensor.list");
  return ok(
    Object.fromEntries([...organization.fleet.values()].map((one) => [one.sid, wireRecord(one, true)])),
  );
}

export const sensorEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/v1/sensors/{oid}", access: "token", handle: list },
  { method: "GET", path: "/v1/online/{oid}", access: "token", handle: countOnline },
  { method: "POST", path: "/v1/online/{oid}", access: "token", handle: online },
  { method: "GET", path: "/v1/hostnames/{oid}", access: "token", handle: byHostname },
  { method: "POST", path: "/v1/export/{oid}/sensors", access: "token", handle: exported },
  { method: "GET", path: "/v1/{sid}", access: "token", handle: get },
];

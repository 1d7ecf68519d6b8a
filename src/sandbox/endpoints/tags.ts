import { type Answer, ok, refuse } from "../answer.js";
import { audit } from "../audit.js";
import { admit, type Call, part } from "../call.js";
import { clockText } from "../clock.js";
import { tagSensor, untagSensor } from "../sensor-tags.js";
import { countParameter, parameters } from "../request.js";
import type { Endpoint } from "./endpoint.js";
import { sensorOf } from "./sensors.js";

/** `GET {sid}/tags`: each tag as sid, tag, who, when; Go needs all four (reference: API, 7.3). */
function ofSensor(call: Call): Answer {
  const [, sensor] = sensorOf(call, "sensor.get");
  const tags = [...sensor.tags].map(([tag, { by, addedMs }]) => [
    tag,
    [sensor.sid, tag, by, clockText(addedMs)],
  ]);
  return ok({ tags: { [sensor.sid]: Object.fromEntries(tags) } });
}

/** `POST {sid}/tags`: with `ttl` (seconds), for that long. */
function add(call: Call): Answer {
  const [organization, sensor] = sensorOf(call, "sensor.tag");
  const entity = { type: "sensor", sid: sensor.sid };
  const msg = named(call).join(", ");
  audit(organization, { etype: "tag_add", msg, ident: call.caller.ident, entity });
  const ttlSeconds = countParameter(call.request, "ttl") ?? 0;
  for (const tag of named(call)) tagSensor(organization, sensor, { tag, by: call.caller.ident, ttlSeconds });
  return ok({});
}

function remove(call: Call): Answer {
  const [organization, sensor] = sensorOf(call, "sensor.tag");
  const entity = { type: "sensor", sid: sensor.sid };
  const msg = named(call).join(", ");
  audit(organization, { etype: "tag_remove", msg, ident: call.caller.ident, entity });
  for (const tag of named(call)) untagSensor(sensor, tag);
  return ok({});
}

/** The tags that a write names: `tag`, or `tags` repeated or joined by commas (reference: API, 7.3). */
function named(call: Call): readonly string[] {
  const values = [...parameters(call.request, "tag"), ...parameters(call.request, "tags")];
  const tags = values.flatMap((value) => value.split(",")).map((tag) => tag.trim());
  const given = tags.filter((tag) => tag !== "");
  if (given.length === 0) throw refuse(400, "missing tags");
  return given;
}

/** `GET tags/{oid}`: every tag in use. */
function inUse(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "sensor.list");
  const tags = new Set([...organization.fleet.values()].flatMap((sensor) => [...sensor.tags.keys()]));
  return ok({ tags: [...tags].toSorted() });
}

/** `GET tags/{oid}/{tag}`: the sensors that carry it. */
function carriers(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "sensor.list");
  const tag = part(call, "tag");
  const tagged = [...organization.fleet.values()].filter((sensor) => sensor.tags.has(tag));
  return ok(Object.fromEntries(tagged.map((sensor) => [sensor.sid, [tag]])));
}

export const tagEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/v1/tags/{oid}", access: "token", handle: inUse },
  { method: "GET", path: "/v1/tags/{oid}/{tag}", access: "token", handle: carriers },
  { method: "GET", path: "/v1/{sid}/tags", access: "token", handle: ofSensor },
  { method: "POST", path: "/v1/{sid}/tags", access: "token", handle: add },
  { method: "DELETE", path: "/v1/{sid}/tags", access: "token", handle: remove },
];

import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { type Answer, ok, refuse } from "../answer.js";
import { admit, type Call, part } from "../call.js";
import type { PlatformEvent } from "../events.js";
import type { Organization } from "../organization.js";
import { booleanParameter, pack, parameter } from "../request.js";
import type { Endpoint } from "./endpoint.js";
import { inWindow, pageOf } from "./pages.js";

/** `GET insight/{oid}/{sid}`: what a sensor said between two instants, in seconds (reference: API, section 11). */
function sensorEvents(call: Call): Answer {
  const { request } = call;
  const [organization, sid] = sensorOf(call);
  const type = parameter(request, "event_type") ?? "";
  const within = inWindow(request);
  const events = eventsOf(organization, sid).filter(
    ({ routing }) => (type === "" || routing.event_type === type) && within(routing.event_time),
  );
  if (parameter(request, "is_forward")?.toLowerCase() === "false") events.reverse();
  const { entries, next } = pageOf(request, events);
  return ok({ events: entries, next_cursor: next });
}

/** `GET insight/{oid}/{sid}/overview`: when there are events, epoch seconds in order (seen in the Python client; the unit is inferred). */
function overview(call: Call): Answer {
  const [organization, sid] = sensorOf(call);
  const within = inWindow(call.request);
  const times = eventsOf(organization, sid).map(({ routing }) => routing.event_time);
  return ok({ overview: [...new Set(times.filter(within).map((ms) => Math.floor(ms / 1000)))] });
}

/** `GET insight/{oid}/{sid}/{atom}`: one event by its atom. */
function eventByAtom(call: Call): Answer {
  const [organization, sid] = sensorOf(call);
  const atom = part(call, "atom");
  const event = eventsOf(organization, sid).find(({ routing }) => routing.this === atom);
  if (!event) throw refuse(404, "event not found");
  return ok(event);
}

/** `GET insight/{oid}/{sid}/{atom}/children`: the events whose parent it is. */
function childrenOfAtom(call: Call): Answer {
  const [organization, sid] = sensorOf(call);
  const atom = part(call, "atom");
  const events: Json = eventsOf(organization, sid).filter(({ routing }) => routing.parent === atom);
  return ok({ events: booleanParameter(call.request, "is_compressed") ? pack(events) : events });
}

function sensorOf(call: Call): readonly [Organization, string] {
  const organization = admit(call, part(call, "oid"), "insight.evt.get");
  const sid = part(call, "sid").toLowerCase();
  if (!organization.fleet.has(sid)) throw refuse(404, "sensor not found");
  return [organization, sid];
}

const eventsOf = ({ events }: Organization, sid: string): PlatformEvent[] =>
  events.all().filter(({ routing }) => routing.sid === sid);

/** `GET insight/{oid}/detections`, of one category when asked. */
function detections(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "insight.det.get");
  const category = parameter(call.request, "cat") ?? "";
  const within = inWindow(call.request);
  const found = organization.detections
    .all()
    .filter(({ cat, gen_time }) => (category === "" || cat === category) && within(Number(gen_time)));
  const { entries, next } = pageOf(call.request, found);
  return ok({ detects: entries, next_cursor: next });
}

/** `GET insight/{oid}/detections/{id}`. */
function detection(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "insight.det.get");
  const id = part(call, "id");
  const found = organization.detections.all().find(({ detect_id }) => detect_id === id);
  if (!found) throw refuse(404, "detection not found");
  return ok(found);
}

/** `GET insight/{oid}/audit`: changes that were made, of one kind or about one sensor when asked. */
function auditLog(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "audit.get");
  const type = parameter(call.request, "event_type") ?? "";
  const sid = parameter(call.request, "sid") ?? "";
  const within = inWindow(call.request);
  const found = organization.audit
    .all()
    .filter(
      (entry) =>
        (type === "" || entry.etype === type) &&
        (sid === "" || sidOf(entry) === sid) &&
        within(Number(entry.time)),
    );
  const { entries, next } = pageOf(call.request, found);
  return ok({ events: entries, next_cursor: next });
}

const sidOf = ({ entity }: JsonObject): Json | undefined => (isJsonObject(entity) ? entity.sid : undefined);

const insight = "/v1/insight/{oid}";

export const insightEndpoints: readonly Endpoint[] = [
  { method: "GET", path: `${insight}/audit`, access: "token", handle: auditLog },
  { method: "GET", path: `${insight}/detections`, access: "token", handle: detections },
  { method: "GET", path: `${insight}/detections/{id}`, access: "token", handle: detection },
  { method: "GET", path: `${insight}/{sid}`, access: "token", handle: sensorEvents },
  { method: "GET", path: `${insight}/{sid}/overview`, access: "token", handle: overview },
  { method: "GET", path: `${insight}/{sid}/{atom}`, access: "token", handle: eventByAtom },
  { method: "GET", path: `${insight}/{sid}/{atom}/children`, access: "token", handle: childrenOfAtom },
];

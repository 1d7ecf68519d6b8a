import type { JsonObject } from "../../core/model/json.js";
import { type Answer, ok, refuse } from "../answer.js";
import { admit, type Call, part } from "../call.js";
import type { PlatformEvent } from "../events.js";
import { booleanParameter, countParameter, pack, parameter } from "../request.js";
import type { Endpoint } from "./endpoint.js";

const defaultPage = 200;

/** `GET insight/{oid}/{sid}`: what a sensor said between two instants, in seconds (reference: API, section 11). */
function sensorEvents(call: Call): Answer {
  const { request } = call;
  const organization = admit(call, part(call, "oid"), "insight.evt.get");
  const sid = part(call, "sid").toLowerCase();
  if (!organization.fleet.has(sid)) throw refuse(404, "sensor not found");
  const events = organization.events.all().filter(wanted(call, sid));
  if (parameter(request, "is_forward")?.toLowerCase() === "false") events.reverse();
  const start = cursor(parameter(request, "cursor") ?? "");
  const end = start + (countParameter(request, "limit") || defaultPage);
  const page: JsonObject[] = events.slice(start, end).map((event) => ({ ...event }));
  return ok({
    events: booleanParameter(request, "is_compressed") ? pack(page) : page,
    next_cursor: end < events.length ? String(end) : "",
  });
}

function wanted(call: Call, sid: string): (event: PlatformEvent) => boolean {
  const startMs = (countParameter(call.request, "start") ?? 0) * 1000;
  const endMs = (countParameter(call.request, "end") ?? Number.MAX_SAFE_INTEGER) * 1000 + 999;
  const type = parameter(call.request, "event_type") ?? "";
  return ({ routing }) =>
    routing.sid === sid &&
    (type === "" || routing.event_type === type) &&
    routing.event_time >= startMs &&
    routing.event_time <= endMs;
}

/** Clients start with `-` or nothing (reference: API, section 11). */
function cursor(text: string): number {
  if (text === "" || text === "-") return 0;
  if (!/^\d{1,9}$/.test(text)) throw refuse(400, "bad cursor");
  return Number(text);
}

export const insightEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/v1/insight/{oid}/{sid}", access: "token", handle: sensorEvents },
];

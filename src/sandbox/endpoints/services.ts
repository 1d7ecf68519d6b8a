import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { type Answer, ok, refuse } from "../answer.js";
import { admit, type Call, part } from "../call.js";
import type { Organization } from "../organization.js";
import { list, task, untask } from "../reliable-tasking.js";
import { parameter } from "../request.js";
import type { Endpoint } from "./endpoint.js";

const service = "reliable-tasking";

/** What the old service could do, in its own words: `inv_id` is the context (reference: API, 4.6). */
const actions: Readonly<Record<string, (organization: Organization, data: JsonObject) => Json>> = {
  task: (organization, { inv_id, ...data }) =>
    task(organization, inv_id === undefined ? data : { ...data, context: inv_id }),
  list: (organization, data) => list(organization, data, organization.clock.nowMs()),
  untask: (organization, data) => untask(organization, data),
};

/** `POST service/{oid}/{name}`: gone from the real service; served only when switched on, for the old commands (reference: API, 4.6). */
function request(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "ext.request");
  const served = call.world.variants.current().legacy_service === "served";
  if (!served || part(call, "name") !== service) throw refuse(400, "org not registered to service");
  const { action = "", ...data } = requestData(parameter(call.request, "request_data") ?? "");
  const perform = typeof action === "string" && Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!perform) throw refuse(400, `unknown action: ${JSON.stringify(action)}`);
  return ok(perform(organization, data));
}

function requestData(packed: string): JsonObject {
  try {
    const data: Json = JSON.parse(Buffer.from(packed, "base64").toString("utf8"));
    if (isJsonObject(data)) return data;
  } catch {
    throw refuse(400, "error parsing request_data: not base64 of JSON");
  }
  throw refuse(400, "error parsing request_data: not an object");
}

/** `GET service/{oid}`: which old services the organization uses. */
function registered(call: Call): Answer {
  admit(call, part(call, "oid"), "ext.request");
  const served = call.world.variants.current().legacy_service === "served";
  return ok({ replicants: served ? [service] : [] });
}

export const serviceEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/v1/service/{oid}", access: "token", handle: registered },
  { method: "POST", path: "/v1/service/{oid}/{name}", access: "token", handle: request },
];

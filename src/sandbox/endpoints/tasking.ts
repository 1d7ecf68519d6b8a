import { type Answer, ok, refuse } from "../answer.js";
import { audit } from "../audit.js";
import type { Call } from "../call.js";
import { tellDirectly } from "../delivery.js";
import { parameter, parameters } from "../request.js";
import type { Endpoint } from "./endpoint.js";
import { sensorOf } from "./sensors.js";

/** `POST {sid}`: tasks for a sensor that is connected; nothing waits for one that is not (reference: API, 7.3). */
function task(call: Call): Answer {
  const [organization, sensor] = sensorOf(call, "sensor.task");
  const tasks = parameters(call.request, "tasks").filter((line) => line.trim() !== "");
  if (tasks.length === 0) throw refuse(400, "missing tasks");
  if (!sensor.online) {
    if (call.world.variants.current().direct_task_offline === "dropped") return ok({});
    throw refuse(400, "sensor is not connected");
  }
  const investigationId = parameter(call.request, "investigation_id") ?? "";
  for (const line of tasks) {
    const entity = { type: "sensor", sid: sensor.sid };
    audit(organization, { etype: "task", msg: line, ident: call.caller.ident, entity });
    tellDirectly(organization, sensor, { task: line, investigationId });
  }
  return ok({});
}

/** `POST {sid}/isolation` and `DELETE`: cuts the machine off the network, lastingly, or lets it back. */
const isolate =
  (isolated: boolean) =>
  (call: Call): Answer => {
    const [organization, sensor] = sensorOf(call, "sensor.isolate");
    sensor.shouldIsolate = isolated;
    if (sensor.online) sensor.isolated = isolated;
    const entity = { type: "sensor", sid: sensor.sid };
    const etype = isolated ? "isolate" : "rejoin";
    audit(organization, { etype, msg: sensor.hostname, ident: call.caller.ident, entity });
    return ok({});
  };

/** `POST {sid}/seal` and `DELETE`: keeps the sensor from being tampered with, or no longer; `should_seal` shows it (seen in the Python client). */
const seal =
  (sealed: boolean) =>
  (call: Call): Answer => {
    const [organization, sensor] = sensorOf(call, "sensor.task");
    sensor.sealed = sealed;
    const entity = { type: "sensor", sid: sensor.sid };
    const etype = sealed ? "seal" : "unseal";
    audit(organization, { etype, msg: sensor.hostname, ident: call.caller.ident, entity });
    return ok({});
  };

export const taskingEndpoints: readonly Endpoint[] = [
  { method: "POST", path: "/v1/{sid}", access: "token", handle: task },
  { method: "POST", path: "/v1/{sid}/isolation", access: "token", handle: isolate(true) },
  { method: "DELETE", path: "/v1/{sid}/isolation", access: "token", handle: isolate(false) },
  { method: "POST", path: "/v1/{sid}/seal", access: "token", handle: seal(true) },
  { method: "DELETE", path: "/v1/{sid}/seal", access: "token", handle: seal(false) },
];

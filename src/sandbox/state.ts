import type { Json, JsonObject } from "../core/model/json.js";
import type { Organization } from "./organization.js";
import { wireRecord } from "./sensor.js";
import type { World } from "./world.js";

/** Everything that a sandbox remembers, as plain data; keys and tokens are left out. */
export function dumpState(world: World): Json {
  const nowMs = world.clock.nowMs();
  return {
    now: new Date(nowMs).toISOString(),
    variants: world.variants.current(),
    organizations: [...world.organizations.values()].map((organization) =>
      dumpOrganization(organization, nowMs),
    ),
  };
}

function dumpOrganization(organization: Organization, nowMs: number): JsonObject {
  return {
    oid: organization.oid,
    name: organization.name,
    subscriptions: [...organization.subscriptions],
    outputs: [...organization.outputs.values()],
    hives: Object.fromEntries(
      Object.entries(organization.hives).map(([name, hive]) => [name, Object.fromEntries(hive.list(nowMs))]),
    ),
    sensors: [...organization.fleet.values()].map((sensor) => ({
      ...wireRecord(sensor, true),
      online: sensor.online,
    })),
    queue: [...organization.queue.pending(nowMs, nowMs)].map(({ sid, task }) => ({
      sid,
      task_id: task.task_id,
      task: task.task,
      context: task.context,
      expires: new Date(task.expiresMs).toISOString(),
    })),
    deliveries: organization.deliveries.length,
  };
}

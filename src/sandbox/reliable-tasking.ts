import type { Json, JsonObject } from "../core/model/json.js";
import { deliver } from "./delivery.js";
import { listReply } from "./list-shapes.js";
import { type Organization, report } from "./organization.js";
import { readList, readTask, readUntask } from "./tasking-parameters.js";
import { sensorsOf } from "./targets.js";
import type { QueuedTask } from "./task-queue.js";

/**
 * `task`: fans out to the sensors that match now, one queue record each, and attempts those that are online at once
 * (reference: API, 4.1 and 4.4). One task id for all of them.
 */
export function task(organization: Organization, data: JsonObject): Json {
  const order = readTask(data);
  const sensors = sensorsOf(organization, order.scope);
  const nowMs = organization.clock.nowMs();
  const queued: QueuedTask = {
    task_id: organization.chance.uuid(),
    task: order.task,
    context: order.context,
    createdMs: nowMs,
    expiresMs: nowMs + order.ttlSeconds * 1000,
    selector: selectorOf(order.scope),
    acknowledged: new Set(),
  };
  const online = sensors.filter((sensor) => sensor.online);
  report(organization, "add_task", { task_id: queued.task_id, ...order.scope, ttl: order.ttlSeconds });
  for (const sensor of sensors) organization.queue.add(queued, sensor.sid);
  for (const sensor of online) deliver(organization, sensor, [queued]);
  return {
    task_id: queued.task_id,
    total_sensors: sensors.length,
    tasked_sensors: online.length,
    queued_sensors: sensors.length - online.length,
  };
}

/** `untask`: deletes what waits for the sensors of the scope; without a task id, all of it, whoever made it (reference: API, 4.2). */
export function untask(organization: Organization, data: JsonObject): Json {
  const { scope, taskId } = readUntask(data);
  const nowMs = organization.clock.nowMs();
  let deleted = 0;
  for (const sensor of sensorsOf(organization, scope)) {
    for (const queued of organization.queue.waitingFor(sensor.sid, taskId)) {
      organization.queue.remove(sensor.sid, queued, nowMs);
      if (queued.expiresMs > nowMs) deleted += 1;
    }
  }
  return { deleted };
}

/** `list`: what waits for the sensors of the scope, as it was at an instant; expired and confirmed tasks are absent (reference: API, 4.3). */
export function list(organization: Organization, data: JsonObject, atMs: number): Json {
  const scope = readList(data);
  const everything = Object.keys(scope).length === 0 || scope.selector === "*";
  const sids = everything ? undefined : new Set(sensorsOf(organization, scope).map((sensor) => sensor.sid));
  const nowMs = organization.clock.nowMs();
  return listReply(organization.queue.pending(nowMs, atMs, sids), {
    variants: organization.variants.current(),
    nowMs,
  });
}

function selectorOf(scope: {
  readonly sid?: string;
  readonly tag?: string;
  readonly selector?: string;
}): string {
  if (scope.sid !== undefined) return `sid == \`${scope.sid}\``;
  return scope.tag === undefined ? (scope.selector ?? "*") : `\`${scope.tag}\` in tags`;
}

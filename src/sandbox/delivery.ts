import type { JsonObject } from "../core/model/json.js";
import { extensionHostname } from "./fleet.js";
import { type Organization, report, say } from "./organization.js";
import type { SimulatedSensor } from "./sensor.js";
import { connected, notification, type Reaction, react, type Told } from "./sensor-answers.js";
import type { QueuedTask } from "./task-queue.js";
import type { VariantValues } from "./variants.js";

/** How long a machine is away when it reboots. */
const rebootMs = 90_000;

/**
 * A sensor connects: it says so, and what waits for it is delivered (reference: API, 4.4: retry on `CONNECTED`, no timer).
 * False when it was connected already.
 */
export function connect(organization: Organization, sensor: SimulatedSensor): boolean {
  if (sensor.online) return false;
  sensor.online = true;
  if (sensor.shouldIsolate) sensor.isolated = true;
  sensor.aliveMs = organization.clock.nowMs();
  say(organization, sensor, connected(sensor));
  deliver(organization, sensor, organization.queue.waitingFor(sensor.sid));
  return true;
}

/** A sensor loses its connection; false when it had none. */
export function disconnect(organization: Organization, sensor: SimulatedSensor): boolean {
  if (!sensor.online) return false;
  sensor.online = false;
  sensor.aliveMs = organization.clock.nowMs();
  return true;
}

/** Attempts these tasks on a connected sensor, then lets it come back if one of them restarted it. */
export function deliver(
  organization: Organization,
  sensor: SimulatedSensor,
  tasks: readonly QueuedTask[],
): void {
  let restarted = false;
  for (const task of tasks) {
    if (!sensor.online) break;
    restarted = attempt(organization, sensor, task) || restarted;
  }
  if (restarted) restart(organization, sensor);
}

/** One delivery attempt; true when the agent restarts because of it. An expired task is dropped, never sent. */
function attempt(organization: Organization, sensor: SimulatedSensor, task: QueuedTask): boolean {
  const nowMs = organization.clock.nowMs();
  if (task.expiresMs <= nowMs) {
    organization.queue.remove(sensor.sid, task, nowMs);
    return false;
  }
  report(organization, "try_task", { task_id: task.task_id, sid: sensor.sid });
  if (sensor.failing) {
    fail(organization, sensor, task);
    return false;
  }
  const reaction = tell(organization, sensor, task);
  if (organization.variants.current().duplicate_delivery) tell(organization, sensor, task);
  return reaction.aftermath === "restarts";
}

/** Nothing reaches the sensor, and the extension says so (reference: events, section 3: failure to send). */
function fail(organization: Organization, sensor: SimulatedSensor, task: QueuedTask): void {
  const { task_failure_form, task_failure_queue } = organization.variants.current();
  report(organization, "task_failure", failureForms[task_failure_form](sensor, task));
  if (task_failure_queue === "removed")
    organization.queue.remove(sensor.sid, task, organization.clock.nowMs());
}

type FailureForm = (sensor: SimulatedSensor, task: QueuedTask) => JsonObject;
const error = "failed to send the task to the sensor";

const failureForms: { readonly [form in VariantValues["task_failure_form"]]: FailureForm } = {
  flat: ({ sid }, { task_id }) => ({ task_id, sid, error }),
  nested: ({ sid }, { task_id, task }) => ({ task: { task_id, sid, task }, error }),
  context: ({ sid }, { context }) => ({ context, sid, error }),
  no_sid: (_, { task_id }) => ({ task_id, error }),
  error_only: () => ({ error }),
};

/** A task that is sent straight to a sensor, without a queue: by the API or by a rule. */
export interface DirectTask {
  readonly task: string;
  /** Carried by the answers as it is. */
  readonly investigationId: string;
}

/** Tells a connected sensor a task at once; one that is not connected never hears of it. */
export function tellDirectly(organization: Organization, sensor: SimulatedSensor, direct: DirectTask): void {
  if (!sensor.online) return;
  const { task, investigationId } = direct;
  const { chance } = organization;
  const nowMs = organization.clock.nowMs();
  log(organization, sensor, { task_id: "", task, context: investigationId });
  const told: Told = { sensor, task, investigationId, chance, nowMs };
  const reaction = react(told);
  if (reaction.confirms) say(organization, sensor, notification(told));
  for (const answer of reaction.answers) say(organization, sensor, answer);
  endure(organization, sensor, reaction);
  if (reaction.aftermath === "restarts") restart(organization, sensor);
}

function log(
  organization: Organization,
  { sid }: SimulatedSensor,
  { task_id, task, context }: Pick<QueuedTask, "task_id" | "task" | "context">,
): void {
  const at = new Date(organization.clock.nowMs()).toISOString();
  organization.deliveries.push({ at, sid, task_id, task, context });
}

/** The agent ends and comes back at once. */
function restart(organization: Organization, sensor: SimulatedSensor): void {
  say(organization, sensor, { type: "STARTING_UP", body: {} });
  sensor.online = false;
  connect(organization, sensor);
}

/** The command reaches the sensor, which runs it and answers. */
function tell(organization: Organization, sensor: SimulatedSensor, task: QueuedTask): Reaction {
  const nowMs = organization.clock.nowMs();
  const identity = { task_id: task.task_id, sid: sensor.sid };
  log(organization, sensor, task);
  report(organization, "task_sent", identity);
  const investigationId = investigationIdOf(organization, task);
  const told: Told = { sensor, task: task.task, investigationId, chance: organization.chance, nowMs };
  const reaction = react(told);
  if (!reaction.confirms) organization.queue.remove(sensor.sid, task, nowMs);
  else if (!organization.variants.current().receipt_lost) confirm(organization, task, told);
  for (const answer of reaction.answers) say(organization, sensor, answer);
  endure(organization, sensor, reaction);
  return reaction;
}

/** The sensor confirms that it has the command: its part of the task is done (reference: API, 4.4: receipt, not success). */
function confirm(organization: Organization, task: QueuedTask, told: Told): void {
  say(organization, told.sensor, notification(told));
  if (!organization.queue.remove(told.sensor.sid, task, told.nowMs)) return;
  task.acknowledged.add(told.sensor.sid);
  report(organization, "task_done", { task_id: task.task_id, sid: told.sensor.sid });
}

function investigationIdOf(organization: Organization, task: QueuedTask): string {
  const suffixed = organization.variants.current().investigation_id === "suffix";
  return suffixed ? `${task.context || extensionHostname}/${organization.chance.uuid()}` : task.context;
}

function endure(organization: Organization, sensor: SimulatedSensor, reaction: Reaction): void {
  const { clock } = organization;
  switch (reaction.aftermath) {
    case "reboots":
      disconnect(organization, sensor);
      clock.schedule(clock.nowMs() + rebootMs, {
        kind: "reconnect",
        oid: organization.oid,
        sid: sensor.sid,
      });
      break;
    case "goes offline":
      disconnect(organization, sensor);
      break;
    case "isolates":
    case "rejoins":
      sensor.isolated = reaction.aftermath === "isolates";
      break;
    default:
  }
}

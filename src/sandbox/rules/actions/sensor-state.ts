import type { JsonObject } from "../../../core/model/json.js";
import { tagSensor, untagSensor } from "../../sensor-tags.js";
import { addVariable, deleteVariable } from "../../sensor-variables.js";
import { ActionError, type Occasion, sensorOf, textOf } from "../occasion.js";
import { filled } from "../render.js";

const seconds = ({ ttl }: JsonObject): number => (typeof ttl === "number" && ttl > 0 ? ttl : 0);

/** Sensors of the same device as well, when `entire_device` says so. */
function sensorsOf(occasion: Occasion, { entire_device }: JsonObject) {
  const sensor = sensorOf(occasion);
  if (entire_device !== true || sensor.did === "") return [sensor];
  return [...occasion.organization.fleet.values()].filter(({ did }) => did === sensor.did);
}

export function addTag(occasion: Occasion, action: JsonObject): void {
  const tag = filled(textOf(action, "tag"), occasion);
  if (tag.startsWith("acl:")) throw new ActionError("acl: tags are not set by rules");
  const entry = { tag, by: occasion.rule.name, ttlSeconds: seconds(action) };
  for (const sensor of sensorsOf(occasion, action)) tagSensor(occasion.organization, sensor, entry);
}

export function removeTag(occasion: Occasion, action: JsonObject): void {
  const tag = filled(textOf(action, "tag"), occasion);
  for (const sensor of sensorsOf(occasion, action)) untagSensor(sensor, tag);
}

export function addVar(occasion: Occasion, action: JsonObject): void {
  const nowMs = occasion.organization.clock.nowMs();
  addVariable(sensorOf(occasion), {
    name: textOf(action, "name"),
    value: filled(textOf(action, "value"), occasion),
    untilMs: seconds(action) === 0 ? Number.POSITIVE_INFINITY : nowMs + seconds(action) * 1000,
  });
}

export function delVar(occasion: Occasion, action: JsonObject): void {
  const value = typeof action.value === "string" ? filled(action.value, occasion) : undefined;
  deleteVariable(sensorOf(occasion), textOf(action, "name"), value);
}

export const isolate =
  (isolated: boolean) =>
  (occasion: Occasion): void => {
    const sensor = sensorOf(occasion);
    sensor.shouldIsolate = isolated;
    if (sensor.online) sensor.isolated = isolated;
  };

export const seal =
  (sealed: boolean) =>
  (occasion: Occasion): void => {
    sensorOf(occasion).sealed = sealed;
  };

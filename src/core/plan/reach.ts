import type { Reach } from "../model/change.js";
import type { Fleet } from "../model/observation.js";
import { isTaskable, type SensorRecord } from "../model/sensor.js";
import { type Target, targetSelector } from "../model/target.js";
import { compileSelector } from "../selector/evaluate.js";
import { parseSelector } from "../selector/parse.js";
import { groupBy } from "./group-by.js";

const sampleSize = 5;

/** How many sensors a target would reach now, evaluated here. A sensor that cannot be judged makes the number unknown, never smaller. */
export function reachOf(target: Target, fleet: Fleet): Reach {
  const matching = matchingSensors(target, fleet);
  if (typeof matching === "string") return { known: false, reason: matching };
  const taskable = matching.filter(isTaskable);
  const online = taskable.filter((sensor) => fleet.online.has(sensor.sid)).length;
  const platforms = [...groupBy(matching, (sensor) => sensor.plat ?? "unknown")];
  return {
    known: true,
    total: matching.length,
    online,
    offline: taskable.length - online,
    notTaskable: matching.length - taskable.length,
    platforms: Object.fromEntries(platforms.map(([name, sensors]) => [name, sensors.length])),
    sample: taskable.slice(0, sampleSize).map((sensor) => sensor.hostname ?? sensor.sid),
  };
}

/** Ids of the sensors that a target reaches now: those that match and can run commands. Undefined when that cannot be told. */
export function reachedBy(target: Target, fleet: Fleet): ReadonlySet<string> | undefined {
  const matching = matchingSensors(target, fleet);
  return typeof matching === "string"
    ? undefined
    : new Set(matching.filter(isTaskable).map((sensor) => sensor.sid));
}

/** The sensors a target matches, or why that cannot be told. */
export function matchingSensors(target: Target, { sensors, unlisted }: Fleet): SensorRecord[] | string {
  if (unlisted !== undefined) return unlisted;
  const parsed = parseSelector(targetSelector(target));
  if (!parsed.ok) return `the selector does not parse: ${parsed.problem.message}`;
  const matches = compileSelector(parsed.expression);
  const matching: SensorRecord[] = [];
  for (const sensor of sensors) {
    const result = matches(sensor);
    if (!result.ok) return `the selector cannot be evaluated on sensor ${sensor.sid}: ${result.reason}`;
    if (result.matches) matching.push(sensor);
  }
  return matching;
}

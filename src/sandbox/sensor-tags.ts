import type { Organization } from "./organization.js";
import type { SimulatedSensor } from "./sensor.js";

/** A tag to put on a sensor. */
export interface NewTag {
  readonly tag: string;
  readonly by: string;
  /** How long it stays; 0 is for ever. */
  readonly ttlSeconds: number;
}

/** Tags a sensor; a tag that is set again stays as long as the last one says. */
export function tagSensor(organization: Organization, sensor: SimulatedSensor, given: NewTag): void {
  const nowMs = organization.clock.nowMs();
  const untilMs = given.ttlSeconds === 0 ? undefined : nowMs + given.ttlSeconds * 1000;
  sensor.tags.set(given.tag, { by: given.by, addedMs: nowMs, untilMs });
  if (untilMs === undefined) return;
  organization.clock.schedule(untilMs, {
    kind: "tag ends",
    oid: organization.oid,
    sid: sensor.sid,
    tag: given.tag,
  });
}

/** Takes a tag away; harmless when it is not there. */
export function untagSensor(sensor: SimulatedSensor, tag: string): void {
  sensor.tags.delete(tag);
}

/** What happens when the time of a tag is over, unless it was set again. */
export function endTag(organization: Organization, sid: string, tag: string): void {
  const sensor = organization.fleet.get(sid);
  const untilMs = sensor?.tags.get(tag)?.untilMs;
  if (sensor && untilMs !== undefined && untilMs <= organization.clock.nowMs()) untagSensor(sensor, tag);
}

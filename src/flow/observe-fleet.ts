import type { Fleet } from "../core/model/observation.js";
import type { SensorRecord } from "../core/model/sensor.js";
import type { Sensors } from "../ports/sensors.js";
import type { Needs } from "./needs.js";

/** Lists the sensors; where the listing lacks their tags, one request per tag that a target names. */
export async function observeFleet(sensors: Sensors, { sensors: wanted, tags }: Needs): Promise<Fleet> {
  if (!wanted) return { sensors: [], online: new Set(), unlisted: "the sensors were not listed" };
  const [records, online] = await Promise.all([allSensors(sensors), sensors.online()]);
  const lacksTags = records.some((record) => record.tags === undefined);
  return {
    sensors: lacksTags && tags !== undefined ? await withTags(records, tags, sensors) : records,
    online,
  };
}

async function allSensors(sensors: Sensors): Promise<SensorRecord[]> {
  const records: SensorRecord[] = [];
  for await (const page of sensors.list()) records.push(...page);
  return records;
}

/** Each record with those of the named tags that it has: enough for targets that ask for nothing but these. */
async function withTags(
  records: readonly SensorRecord[],
  tags: readonly string[],
  sensors: Sensors,
): Promise<SensorRecord[]> {
  if (tags.length === 0) return [...records];
  const carriers = await Promise.all(tags.map(async (tag) => ({ tag, sids: await sensors.tagged(tag) })));
  return records.map((record) => ({
    ...record,
    tags: record.tags ?? carriers.flatMap(({ tag, sids }) => (sids.has(record.sid) ? [tag] : [])),
  }));
}

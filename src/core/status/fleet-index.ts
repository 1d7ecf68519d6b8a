import type { Fleet } from "../model/observation.js";
import type { SensorRecord } from "../model/sensor.js";

/** The sensors by what is asked about them, made once for all runs. */
export interface FleetIndex {
  /** False when they were not listed: nothing can be told from who is missing. */
  readonly isListed: boolean;
  readonly bySid: ReadonlyMap<string, SensorRecord>;
  readonly online: ReadonlySet<string>;
}

/** Indexes the sensors. Linear. */
export function indexFleet({ sensors, online, unlisted }: Fleet): FleetIndex {
  return {
    isListed: unlisted === undefined,
    bySid: new Map(sensors.map((sensor) => [sensor.sid, sensor])),
    online,
  };
}

import type { SensorRecord } from "../core/model/sensor.js";

/** The organization's sensors. */
export interface Sensors {
  /** All sensors, or those the vendor's own evaluation of a selector matches; page by page. */
  list(selector?: string): AsyncIterable<readonly SensorRecord[]>;
  /** Ids of the sensors that carry a tag. */
  tagged(tag: string): Promise<ReadonlySet<string>>;
  /** Ids of the sensors that are online now. */
  online(): Promise<ReadonlySet<string>>;
}

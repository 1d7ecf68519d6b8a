/**
 * One sensor, with the field names of the selector language (reference: selectors, section 4).
 * A member is absent when the listing did not carry it; absent is "unknown", never "empty".
 */
export interface SensorRecord {
  readonly sid: string;
  readonly oid?: string;
  readonly iid?: string;
  readonly did?: string;
  /** Platform name, for example `windows`; the adapter turns the number of the wire into it. */
  readonly plat?: string;
  readonly ext_plat?: string;
  /** Architecture name, for example `x64` or `usp_adapter`. */
  readonly arch?: string;
  readonly hostname?: string;
  readonly int_ip?: string;
  readonly ext_ip?: string;
  readonly mac_addr?: string;
  /** Epoch seconds. */
  readonly enroll?: number;
  /** Epoch seconds of the last connection. */
  readonly alive?: number;
  readonly isolated?: boolean;
  readonly should_isolate?: boolean;
  readonly kernel?: boolean;
  readonly tags?: readonly string[];
}

/** The name of a sensor that is listed; undefined when it is not, or has none. */
export function hostnameOf(sensors: readonly SensorRecord[], sid: string): string | undefined {
  const name = sensors.find((sensor) => sensor.sid === sid)?.hostname;
  return name === "" ? undefined : name;
}

/** Platforms whose agents run commands (reference: selectors, section 4). */
const taskablePlatforms: ReadonlySet<string> = new Set(["windows", "linux", "macos", "chrome"]);

/** True when a sensor is an agent that runs commands; adapters may claim an endpoint platform, their architecture tells. */
export function isTaskable(sensor: SensorRecord): boolean {
  return taskablePlatforms.has(sensor.plat ?? "") && sensor.arch !== "usp_adapter";
}

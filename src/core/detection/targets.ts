/** A kind of records that rules are about (reference: D&R data, targets). */
export interface Target {
  readonly name: string;
  readonly about: string;
  /** Whether rules of this target are evaluated offline; otherwise every answer is uncertain. */
  readonly evaluated: boolean;
  /** What `event` is compared with: the event type, or the name of a detection. */
  readonly selects: "event_type" | "cat";
  readonly status: "documented" | "legacy";
  /** Types of events that occur, where the list is closed. */
  readonly events?: readonly string[];
}

const frequencies = ["30m", "1h", "3h", "6h", "12h", "24h", "168h"];

/** Every target. */
export const targets: readonly Target[] = [
  {
    name: "edr",
    about: "telemetry of sensors",
    evaluated: true,
    selects: "event_type",
    status: "documented",
  },
  {
    name: "detection",
    about: "detections of other rules; event is the name of the report",
    evaluated: true,
    selects: "cat",
    status: "documented",
  },
  {
    name: "deployment",
    about: "sensors that enroll, are cloned, deleted or over quota",
    evaluated: true,
    selects: "event_type",
    status: "documented",
    events: ["enrollment", "sensor_clone", "sensor_over_quota", "deleted_sensor"],
  },
  {
    name: "artifact",
    about: "records of parsed artifacts, which have no event/ level",
    evaluated: false,
    selects: "event_type",
    status: "documented",
  },
  {
    name: "artifact_event",
    about: "artifacts that come in or are exported",
    evaluated: true,
    selects: "event_type",
    status: "documented",
    events: ["ingest", "export_complete"],
  },
  {
    name: "schedule",
    about: "a tick per organization or per sensor",
    evaluated: true,
    selects: "event_type",
    status: "documented",
    events: frequencies.flatMap((every) => [
      `${every}_per_org`,
      `${every}_per_sensor`,
      `${every}_per_cloud_adapter`,
    ]),
  },
  {
    name: "audit",
    about: "the platform's audit log",
    evaluated: false,
    selects: "event_type",
    status: "documented",
  },
  {
    name: "billing",
    about: "billing records",
    evaluated: true,
    selects: "event_type",
    status: "documented",
    events: ["billing_record"],
  },
  {
    name: "log",
    about: "older name of artifact",
    evaluated: false,
    selects: "event_type",
    status: "legacy",
  },
];

/** What rules are about when they do not say. */
export const edrTarget = targets[0] as Target;

/** The target of this name; undefined when there is none. */
export function findTarget(name: string): Target | undefined {
  return targets.find((target) => target.name === name);
}

import type { JsonObject } from "../../core/model/json.js";
import type { Organization } from "../organization.js";
import type { SimulatedSensor } from "../sensor.js";
import type { ActiveRule } from "./active-rules.js";

/** A rule as its detections and errors name it. */
export interface RuleIdentity {
  readonly hive: ActiveRule["hive"];
  readonly name: string;
  readonly author: string;
  readonly tags: readonly string[];
}

/** A rule that matched a record: what its actions work with. */
export interface Occasion {
  readonly organization: Organization;
  readonly rule: RuleIdentity;
  /** The event, or the detection that a rule of target `detection` is about. */
  readonly record: JsonObject;
  readonly metadata: JsonObject;
  /** The sensor that the record is about; undefined when it is gone or the record is about none. */
  readonly sensor: SimulatedSensor | undefined;
  /** What an earlier `report` of the same rule made, for `based on report`. */
  readonly reported: { detection?: JsonObject };
}

/** An action that cannot be done; the message says why, for the organization's errors. */
export class ActionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ActionError";
  }
}

/** A text member of an action. Throws an ActionError when it is not there. */
export function textOf(action: JsonObject, name: string): string {
  const value = action[name];
  if (typeof value === "string" && value !== "") return value;
  throw new ActionError(`${name} is missing`);
}

/** The sensor of an occasion. Throws an ActionError when there is none. */
export function sensorOf({ sensor }: Occasion): SimulatedSensor {
  if (!sensor) throw new ActionError("the record is about no sensor");
  return sensor;
}

import type { JsonObject } from "../../core/model/json.js";
import type { Organization } from "../organization.js";
import type { SimulatedSensor } from "../sensor.js";
import type { RuleIdentity } from "./rule-identity.js";

/** A rule that matched a record: what its actions work with. */
export interface Occasion {
  readonly organization: Organization;
  readonly rule: RuleIdentity;
  /** The event, or the detection that a rule of target `detection` is about. */
  readonly record: JsonObject;
  /** What `report` reports: the first event of a sequence, unless the rule says the latest. */
  readonly reports: JsonObject;
  readonly metadata: JsonObject;
  /** The sensor that the record is about; undefined in a replay of events of others. */
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

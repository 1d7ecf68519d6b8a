import type { JsonObject } from "../../core/model/json.js";
import type { Chance } from "../chance.js";
import type { CommandLine } from "../command-line.js";
import type { SimulatedSensor } from "../sensor.js";

/** What a simulated sensor answers from. */
export interface Ask {
  readonly sensor: SimulatedSensor;
  readonly line: CommandLine;
  /** The same for the same sensor and command line: asked twice, a machine says the same. */
  readonly chance: Chance;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/** The body of one command's answer event (reference: events, section 4). */
export type Body = (ask: Ask) => JsonObject;

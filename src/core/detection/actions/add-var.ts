import { type Action, sensorTargets } from "../action.js";
import { count, text } from "../parameter-types.js";
import { optional, required } from "../parameter.js";

/** A value for a sensor variable. */
export const addVar: Action = {
  name: "add var",
  status: "documented",
  about: "adds a value to a variable of the sensor, which rules read as [[name]]",
  parameters: [
    required("name", text, "name of the variable; the 17th name clears all variables"),
    required("value", text, "text or <<path>>; the 33rd value clears the variable", { template: "lookback" }),
    optional("ttl", count, "seconds until the value is removed; adding it again starts over"),
  ],
  effect: "state-changing",
  effectReason: "other rules read the variable",
  actsOnSensor: true,
  leavesPlatform: false,
  undo: "del var",
  targets: sensorTargets,
};

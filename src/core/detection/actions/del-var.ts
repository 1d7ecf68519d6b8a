import { type Action, sensorTargets } from "../action.js";
import { text } from "../parameter-types.js";
import { required } from "../parameter.js";

/** A value less in a sensor variable. */
export const delVar: Action = {
  name: "del var",
  status: "documented",
  about: "removes a value from a variable of the sensor; the empty text clears the variable",
  parameters: [
    required("name", text, "name of the variable"),
    required("value", text, "text or <<path>>; empty clears the whole variable", { template: "lookback" }),
  ],
  effect: "state-changing",
  effectReason: "other rules read the variable",
  actsOnSensor: true,
  leavesPlatform: false,
  targets: sensorTargets,
};

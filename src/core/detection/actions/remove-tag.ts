import { type Action, sensorTargets } from "../action.js";
import { boolean, text } from "../parameter-types.js";
import { optional, required } from "../parameter.js";

/** A tag less for the sensor. */
export const removeTag: Action = {
  name: "remove tag",
  status: "documented",
  about: "removes a tag from the sensor, or from all sensors of its device",
  parameters: [
    required("tag", text, "the tag"),
    optional("entire_device", boolean, "all sensors with the same device id", {
      default: false,
      mark: "inf",
    }),
  ],
  effect: "state-changing",
  effectReason: "tags drive selectors, rules and access",
  actsOnSensor: true,
  leavesPlatform: false,
  undo: "add tag",
  targets: sensorTargets,
};

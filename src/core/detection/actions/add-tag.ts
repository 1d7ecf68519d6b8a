import { type Action, sensorTargets } from "../action.js";
import { boolean, count, text } from "../parameter-types.js";
import { optional, required } from "../parameter.js";

/** A tag for the sensor. */
export const addTag: Action = {
  name: "add tag",
  status: "documented",
  about: "adds a tag to the sensor, or to all sensors of its device; takes a moment",
  parameters: [
    required("tag", text, "the tag; tags that begin with acl: are refused"),
    optional("ttl", count, "seconds until it is removed again"),
    optional("entire_device", boolean, "all sensors with the same device id", { default: false }),
  ],
  effect: "state-changing",
  effectReason:
    "tags drive selectors, rules and access: reliable tasks for the tag include the sensor from then on",
  actsOnSensor: true,
  leavesPlatform: false,
  undo: "remove tag",
  targets: sensorTargets,
};

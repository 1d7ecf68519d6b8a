import { type Action, sensorTargets } from "../action.js";
import { wait as duration } from "../parameter-types.js";
import { required } from "../parameter.js";

/** A pause before the next action. */
export const wait: Action = {
  name: "wait",
  status: "documented",
  about: "waits before the next action, at most a minute",
  parameters: [required("duration", duration, "a duration of Go such as 10s, or whole seconds")],
  mistaken: { seconds: "duration", time: "duration" },
  effect: "delay",
  effectReason: "blocks all events of that sensor meanwhile",
  actsOnSensor: false,
  leavesPlatform: false,
  targets: sensorTargets,
};

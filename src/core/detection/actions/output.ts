import type { Action } from "../action.js";
import { text } from "../parameter-types.js";
import { required } from "../parameter.js";

/** The event to an output. */
export const output: Action = {
  name: "output",
  status: "documented",
  about: "forwards the event to an output of the tailored stream",
  parameters: [required("name", text, "name of the output")],
  mistaken: { outputs: "name", output: "name" },
  effect: "notify",
  effectReason: "sends the event out",
  actsOnSensor: false,
  leavesPlatform: true,
};

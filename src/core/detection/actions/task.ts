import { type Action, sensorTargets } from "../action.js";
import { command, text } from "../parameter-types.js";
import { optional, required } from "../parameter.js";

/** A command for the sensor. */
export const task: Action = {
  name: "task",
  status: "documented",
  about: "sends a command to the sensor of the event, once, if it is connected",
  parameters: [
    required("command", command, "a command line, or its words; templates and <<path>>", {
      template: "event",
    }),
    optional("investigation", text, "becomes part of routing/investigation_id of the answers"),
  ],
  effect: "depends",
  effectReason: "the command decides: its first word is in the catalogue of commands",
  actsOnSensor: true,
  leavesPlatform: false,
  targets: sensorTargets,
};

import type { Action } from "../action.js";
import { boolean, map, text } from "../parameter-types.js";
import { optional, required } from "../parameter.js";

/** A request to an extension. */
export const extensionRequest: Action = {
  name: "extension request",
  status: "documented",
  about: "sends a request to an extension and does not wait for the answer",
  parameters: [
    required("extension name", text, "name of the extension"),
    required("extension action", text, "the extension's action"),
    required("extension request", map, "a transform: texts are gjson paths unless they contain {{ }}", {
      template: "transform",
    }),
    optional("based on report", boolean, "the transform sees the last report instead of the event", {
      default: false,
    }),
  ],
  mistaken: {
    extension: "extension name",
    name: "extension name",
    action: "extension action",
    request: "extension request",
    data: "extension request",
  },
  effect: "depends",
  effectReason:
    "the extension decides: it can isolate machines, suspend users, run commands in cloud accounts",
  actsOnSensor: false,
  leavesPlatform: true,
};

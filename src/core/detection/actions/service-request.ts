import { type Action, sensorTargets } from "../action.js";
import { map, text } from "../parameter-types.js";
import { required } from "../parameter.js";

/** A request to a service of old. */
export const serviceRequest: Action = {
  name: "service request",
  status: "legacy",
  about: "sends a request to a service; services are no longer supported, extension request replaces it",
  parameters: [required("name", text, "name of the service"), required("request", map, "the request")],
  effect: "depends",
  effectReason: "the service decides",
  actsOnSensor: false,
  leavesPlatform: true,
  targets: sensorTargets,
};

import {
  eventContext,
  renderText,
  renderTransform,
  type Rendered,
  reportContext,
} from "../../core/detection/templates.js";
import type { Json, JsonObject } from "../../core/model/json.js";
import { ActionError, type Occasion } from "./occasion.js";

/** A text of an action with its templates and `<<path>>` filled in from the record. Throws an ActionError. */
export function filled(text: string, { record, metadata }: Occasion): string {
  return value(renderText(text, eventContext(record, metadata)));
}

/** A request of an action, its paths and templates filled in from the data. Throws an ActionError. */
export function transformed(transform: Json, data: JsonObject): Json {
  return value(renderTransform(transform, data));
}

/** A text of a report, filled in from the detection. Throws an ActionError. */
export function reported(text: string, detection: JsonObject): string {
  return value(renderText(text, reportContext(detection)));
}

/** As `reported`, for every text inside a value. */
export function reportedThroughout(given: Json, detection: JsonObject): Json {
  if (typeof given === "string") return given.includes("{{") ? reported(given, detection) : given;
  if (Array.isArray(given)) return given.map((item: Json) => reportedThroughout(item, detection));
  if (typeof given !== "object" || given === null) return given;
  const members = Object.entries(given as JsonObject);
  return Object.fromEntries(members.map(([key, member]) => [key, reportedThroughout(member, detection)]));
}

function value<T>(rendered: Rendered<T>): T {
  if (rendered.ok) return rendered.value;
  throw new ActionError(`cannot render: ${rendered.reason}`);
}

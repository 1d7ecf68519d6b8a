import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { refuse } from "../answer.js";
import type { Stream } from "../lcql/run-query.js";

/** A text member of a replay request; empty when it is not there. */
export const textMember = (value: Json | undefined): string => (typeof value === "string" ? value : "");

/** A number of at least 1; 0 when it is not there, which means no limit. */
export const countMember = (value: Json | undefined): number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;

/** A member that is an object. Throws a 400 that names it. */
export function objectMember(value: Json | undefined, name: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw refuse(400, `${name} is not a JSON object`);
}

const streams: Readonly<Record<string, Stream>> = {
  "": "event",
  event: "event",
  detect: "detect",
  audit: "audit",
};

/** The stream of an event source; events when it says nothing. Throws a 400 for an unknown one. */
export function streamMember(value: Json | undefined): Stream {
  const name = textMember(value);
  const stream = Object.hasOwn(streams, name) ? streams[name] : undefined;
  if (!stream) throw refuse(400, `unknown stream: ${name}`);
  return stream;
}

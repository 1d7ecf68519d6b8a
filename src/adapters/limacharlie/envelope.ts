import { isJsonObject, type Json } from "../../core/model/json.js";

/** An extension's reply, opened. */
export interface Envelope {
  /** False for a bare reply, as the vendor's page prints it. */
  readonly enveloped: boolean;
  readonly data: Json;
  /** The service's error text; empty when there is none. */
  readonly error: string;
  /** The service asks to be asked again. */
  readonly retry: boolean;
}

/**
 * Opens `{data, error, retry}`: an object is an envelope when it has `data` together with `error` or `retry`, else it is bare
 * (reference: API, 3.4). A non-empty `error` counts in both forms, whatever the status was.
 */
export function openEnvelope(value: Json): Envelope {
  const enveloped =
    isJsonObject(value) &&
    Object.hasOwn(value, "data") &&
    (Object.hasOwn(value, "error") || Object.hasOwn(value, "retry"));
  return {
    enveloped,
    data: enveloped ? (value["data"] ?? null) : value,
    error: errorIn(value),
    retry: enveloped && value["retry"] === true,
  };
}

/** The error text that an answer carries in its `error` member; empty when there is none. */
export function errorIn(value: Json): string {
  const error = isJsonObject(value) ? value["error"] : undefined;
  return typeof error === "string" ? error.trim() : "";
}

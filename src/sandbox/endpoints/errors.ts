import { type Answer, ok } from "../answer.js";
import { admit, type Call, part } from "../call.js";
import type { Endpoint } from "./endpoint.js";

/** `GET errors/{oid}`: what went wrong in each component, rules among them (reference: API, section 11). */
function list(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "audit.get");
  return ok({ errors: [...organization.errors.values()].map((error) => ({ ...error })) });
}

/** `DELETE errors/{oid}/{component}`: dismisses one; harmless when there is none. */
function dismiss(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "audit.get");
  organization.errors.delete(part(call, "component"));
  return ok({});
}

export const errorEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/v1/errors/{oid}", access: "token", handle: list },
  { method: "DELETE", path: "/v1/errors/{oid}/{component}", access: "token", handle: dismiss },
];

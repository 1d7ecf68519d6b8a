import type { Answer } from "../answer.js";
import type { Call } from "../call.js";

/** One verb on one path. */
export interface Endpoint {
  readonly method: "GET" | "POST" | "DELETE" | "PATCH";
  /** Parts in braces are placeholders: `/v1/sensors/{oid}`. */
  readonly path: string;
  /** `public`: no token is looked at. */
  readonly access: "public" | "token";
  /** Does the work. Throws a Refusal for everything that is not a success. */
  readonly handle: (call: Call) => Answer;
}

import type { ErrorKind } from "./errors.js";

/** What an answer other than success means. */
export interface Classified {
  readonly kind: ErrorKind;
  readonly permission?: string;
}

const notSubscribed = /not subscribed|not registered to service|failed to get extension|no such entity/i;
const temporary = /ACL_SCOPES?_UNAVAILABLE/;
const forbidden = /UNAUTHORIZED|ACL_CONTENT_RESTRICTED|ACL_TAG_TTL_NOT_ALLOWED/;
const namedPermission =
  /\b(?:requires?|missing|lacks?|needs?)\s+(?:the\s+)?(?:privileges?|permissions?)?\s*:?\s*["'`]?((?:[a-z][a-z_]*\.)+[a-z_]+)/i;

/**
 * Names an error by its text first and its status second: the same refusal was seen as 400, 401 and 403,
 * and 401 also stands for a missing permission (reference: API, 1.2, 2.2, 3.5, 6.5).
 */
export function classify(status: number, text: string): Classified {
  if (status === 429) return { kind: "rate-limited" };
  if (text.includes("ETAG_MISMATCH")) return { kind: "etag-mismatch" };
  if (text.includes("RECORD_NOT_FOUND")) return { kind: "not-found" };
  if (temporary.test(text)) return { kind: "server" };
  if (status < 500 && notSubscribed.test(text)) return { kind: "not-subscribed" };
  return (status < 500 ? classifyForbidden(status, text) : undefined) ?? { kind: kindOfStatus(status) };
}

function classifyForbidden(status: number, text: string): Classified | undefined {
  const permission = namedPermission.exec(text)?.[1];
  if (permission !== undefined) return { kind: "permission", permission };
  if (status === 401) return { kind: text.includes("UNAUTHORIZED_ACL") ? "permission" : "unauthorized" };
  return status === 403 || forbidden.test(text) ? { kind: "permission" } : undefined;
}

function kindOfStatus(status: number): ErrorKind {
  if (status === 404) return "not-found";
  if (status === 409) return "etag-mismatch";
  if (status === 408 || status === 504) return "timeout";
  if (status >= 500) return "server";
  return status >= 300 && status < 400 ? "unreadable" : "invalid";
}

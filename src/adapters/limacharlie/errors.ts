/**
 * What went wrong, in the words a caller decides by.
 * `unauthorized`: the credential or token is not accepted. `permission`: it is, and may not do this.
 * `unreachable`: no answer, the connection failed. `timeout`: no answer in time. `unreadable`: an answer we cannot use.
 */
export type ErrorKind =
  | "unauthorized"
  | "permission"
  | "not-found"
  | "etag-mismatch"
  | "rate-limited"
  | "not-subscribed"
  | "invalid"
  | "unreachable"
  | "timeout"
  | "unreadable"
  | "server";

/** What is known about an error beside its message. */
export interface ErrorFacts {
  readonly kind: ErrorKind;
  readonly status?: number | undefined;
  /** Name of the missing permission, when the service's text names it. */
  readonly permission?: string | undefined;
}

/** A broken or refusing LimaCharlie. The message is safe to print: no secret, no control character, bounded. */
export class LimaCharlieError extends Error {
  override readonly name = "LimaCharlieError";
  readonly kind: ErrorKind;
  readonly status: number | undefined;
  readonly permission: string | undefined;

  constructor(message: string, facts: ErrorFacts) {
    super(message);
    this.kind = facts.kind;
    this.status = facts.status;
    this.permission = facts.permission;
  }
}

const unknowing: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  "unreachable",
  "timeout",
  "unreadable",
  "server",
]);

/** True for an error that leaves open whether the request was carried out. */
export function leavesOpen(error: unknown): error is LimaCharlieError {
  return error instanceof LimaCharlieError && unknowing.has(error.kind);
}

const refusals: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  "permission",
  "not-found",
  "not-subscribed",
  "invalid",
]);

/** True for an error by which the service understood the request and said no. */
export function isRefusal(error: unknown): error is LimaCharlieError {
  return error instanceof LimaCharlieError && refusals.has(error.kind);
}

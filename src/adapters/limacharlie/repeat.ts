import type { ErrorKind } from "./errors.js";
import { defaultPeriodSeconds } from "./rate-limit.js";

/** What a request is, as far as repeating it matters. */
export interface RequestKind {
  readonly method: "GET" | "POST" | "DELETE";
  /** Path parts after the version. */
  readonly path: readonly string[];
  /** Action of an extension request. */
  readonly action?: string | undefined;
}

/**
 * How much harm a second one can do.
 * `harmless`: asking again changes nothing more (reads, the token exchange, `untask` of one task id).
 * `write`: repeated only when it provably was not carried out; after a lost answer the caller reads the record again.
 * `once`: never repeated here, whatever happens: a second `task` runs the command twice on every sensor (reference: API, 4.1).
 */
export type Safety = "harmless" | "write" | "once";

/** Which requests may be repeated. An extension action that is not listed here is sent once. */
export function safetyOf(request: RequestKind): Safety {
  const [area, second] = request.path;
  if (area === "extension" && second === "request") {
    return request.action === "list" || request.action === "untask" ? "harmless" : "once";
  }
  if (request.method === "GET" || area === "jwt" || area === "online") return "harmless";
  return "write";
}

/** What became of one attempt that did not succeed. */
export type Mishap =
  /** No connection was made, so nothing was sent. */
  | { readonly what: "not-connected" }
  /** Reset or cut: it may have been carried out. */
  | { readonly what: "lost" }
  /** No answer within the time-out: it may have been carried out. */
  | { readonly what: "timed-out" }
  /** `waitMs`: how long the service wants nothing sent. */
  | { readonly what: "answer"; readonly kind: ErrorKind; readonly waitMs?: number | undefined };

/** All that the decision depends on. */
export interface RepeatQuestion {
  readonly request: RequestKind;
  readonly mishap: Mishap;
  /** Attempts made, at least 1. */
  readonly attempt: number;
  /** Milliseconds waited so far for this request. */
  readonly waitedMs: number;
  /** True when a fresh token was already fetched for this request. */
  readonly refreshed: boolean;
  /** A random number from 0 up to 1, so that many clients do not return at the same instant. */
  readonly jitter: number;
}

/** What to do next. `why` is set when patience, not the answer, ended it. */
export type RepeatDecision =
  | { readonly next: "give-up"; readonly why?: string }
  | { readonly next: "fresh-token" }
  | { readonly next: "wait"; readonly waitMs: number };

/** The bounds of patience for one request. */
export const patience = {
  attempts: 5,
  /** Who does not answer within the time-out is asked once more, not four times: it is waited for long enough. */
  attemptsWithoutAnswer: 2,
  waitMs: 150_000,
  firstBackOffMs: 500,
} as const;

/** Decides whether a request is sent again, and after how long. */
export function decideRepeat(question: RepeatQuestion): RepeatDecision {
  const safety = safetyOf(question.request);
  const { mishap } = question;
  if (safety === "once") return { next: "give-up" };
  if (mishap.what === "not-connected") return backOff(question);
  if (mishap.what !== "answer") {
    if (safety !== "harmless") return { next: "give-up" };
    return backOff(question, mishap.what === "lost" ? patience.attempts : patience.attemptsWithoutAnswer);
  }
  switch (mishap.kind) {
    case "unauthorized":
      return question.refreshed ? { next: "give-up" } : { next: "fresh-token" };
    case "rate-limited":
      return waitFor(question, mishap.waitMs ?? rateLimitWaitMs(undefined));
    case "server":
    case "timeout":
      return safety === "harmless" ? backOff(question) : { next: "give-up" };
    default:
      return { next: "give-up" };
  }
}

/** One whole period of the rate limit, in milliseconds. */
export function rateLimitWaitMs(periodSeconds: number | undefined): number {
  return Math.max(1, periodSeconds ?? defaultPeriodSeconds) * 1000;
}

/** Doubles from attempt to attempt; the jitter takes away up to half. */
function backOff(question: RepeatQuestion, attempts: number = patience.attempts): RepeatDecision {
  const fullMs = patience.firstBackOffMs * 2 ** (question.attempt - 1);
  return waitFor(question, Math.round(fullMs * (1 - question.jitter / 2)), attempts);
}

function waitFor(
  question: RepeatQuestion,
  waitMs: number,
  attempts: number = patience.attempts,
): RepeatDecision {
  if (question.attempt >= attempts) {
    return { next: "give-up", why: `given up after ${question.attempt} attempts` };
  }
  if (question.waitedMs + waitMs > patience.waitMs) {
    return {
      next: "give-up",
      why: `the next attempt would be in ${Math.ceil(waitMs / 1000)} s, more than we wait (${patience.waitMs / 1000} s in all)`,
    };
  }
  return { next: "wait", waitMs };
}

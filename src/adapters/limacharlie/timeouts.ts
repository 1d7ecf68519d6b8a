import { parseDuration } from "../../core/model/duration.js";
import { LimaCharlieError } from "./errors.js";
import { safeText } from "./safe-text.js";

/** Milliseconds we wait. The official clients wait 10 s for a token and 30 s for most requests (reference: API, 2.5). */
export interface Timeouts {
  readonly connectMs: number;
  readonly tokenMs: number;
  readonly requestMs: number;
  /** For extension requests and whole listings. */
  readonly extensionMs: number;
}

export const defaultTimeouts: Timeouts = {
  connectMs: 10_000,
  tokenMs: 10_000,
  requestMs: 30_000,
  extensionMs: 90_000,
};

/** Longest time-out that can be asked for, in seconds: a lease must have more left than a request may take. */
const mostSeconds = 300;

/**
 * Time-outs as a person writes them (`20s`, `2m`, seconds): one for every kind of request; the defaults for nothing.
 * Throws a LimaCharlieError (`invalid`).
 */
export function timeoutsOf(written: string | undefined): Timeouts {
  if (written === undefined || written === "") return defaultTimeouts;
  const seconds = parseDuration(written) ?? 0;
  if (seconds < 1 || seconds > mostSeconds)
    throw new LimaCharlieError(
      `Cannot read LCTASKS_REQUEST_TIMEOUT: ${safeText(written, [])} is no duration from 1s to ${mostSeconds}s`,
      { kind: "invalid" },
    );
  const ms = seconds * 1000;
  return { connectMs: Math.min(ms, defaultTimeouts.connectMs), tokenMs: ms, requestMs: ms, extensionMs: ms };
}

import type { WireHeaders } from "./wire.js";

/** What an answer says about the rate limit of its credential. */
export interface RateLimit {
  /** Requests in each period; absent when that was not said. */
  readonly requests?: number;
  readonly periodMs: number;
  /** How long nothing more may be sent; absent where no limit is exceeded, or the answer does not say that it is the credential's. */
  readonly waitMs?: number;
}

/** The service's period when it does not name one, in seconds (reference: API, 2.4). */
export const defaultPeriodSeconds = 60;

/** Reads the limit from an answer's status and headers. A `Retry-After`, which the service does not document, is believed as well: something before it may send one. */
export function rateLimitOf({ status, headers }: { status: number; headers: WireHeaders }): RateLimit {
  const quota = numberIn(headers["x-ratelimit-quota"]);
  const period = periodSeconds(headers) ?? defaultPeriodSeconds;
  const waits = [isRateLimited(headers) ? period : undefined, retryAfterSeconds(headers)];
  const seconds = waits.filter((each) => each !== undefined);
  return {
    periodMs: Math.max(1, period) * 1000,
    ...(quota === undefined || quota < 1 ? {} : { requests: Math.floor(quota) }),
    ...(status !== 429 || seconds.length === 0 ? {} : { waitMs: Math.max(1, ...seconds) * 1000 }),
  };
}

/** The seconds of the rate limit's window, as the gateway names them (reference: API, 2.4). */
export const periodSeconds = (headers: WireHeaders): number | undefined =>
  numberIn(headers["x-ratelimit-period"]);

/** True when a 429 comes from the gateway's rate limit. */
export const isRateLimited = (headers: WireHeaders): boolean =>
  headers["x-ratelimit-quota"] !== undefined || headers["x-ratelimit-period"] !== undefined;

/** `Retry-After` in seconds: a number, or a date that is compared with the answer's own. */
function retryAfterSeconds(headers: WireHeaders): number | undefined {
  const [text, date] = [headers["retry-after"], headers["date"]];
  const seconds = numberIn(text);
  if (seconds !== undefined || typeof text !== "string" || typeof date !== "string") return seconds;
  const left = (Date.parse(text) - Date.parse(date)) / 1000;
  return left >= 0 ? left : undefined;
}

function numberIn(text: WireHeaders[string]): number | undefined {
  const number = typeof text === "string" && text.trim() !== "" ? Number(text) : Number.NaN;
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}

import { describe, expect, it } from "vitest";
import { rateLimitOf } from "../../../src/adapters/limacharlie/rate-limit.js";

const date = "Mon, 02 Mar 2026 09:00:00 GMT";

describe("what an answer says about the rate limit", () => {
  it.each([
    [
      "a 429 with both",
      429,
      { "x-ratelimit-quota": "100", "x-ratelimit-period": "30" },
      { requests: 100, periodMs: 30_000, waitMs: 30_000 },
    ],
    [
      "a 429 with the quota alone",
      429,
      { "x-ratelimit-quota": "100" },
      { requests: 100, periodMs: 60_000, waitMs: 60_000 },
    ],
    [
      "a warning",
      200,
      { "x-ratelimit-quota": "100", "x-ratelimit-period": "60" },
      { requests: 100, periodMs: 60_000 },
    ],
    ["nothing", 200, {}, { periodMs: 60_000 }],
    ["a 429 without a limit", 429, {}, { periodMs: 60_000 }],
    ["Retry-After in seconds", 429, { "retry-after": "7" }, { periodMs: 60_000, waitMs: 7000 }],
    [
      "Retry-After as a date",
      429,
      { "retry-after": "Mon, 02 Mar 2026 09:00:20 GMT", date },
      { periodMs: 60_000, waitMs: 20_000 },
    ],
    [
      "Retry-After in the past",
      429,
      { "retry-after": "Mon, 02 Mar 2026 08:00:00 GMT", date },
      { periodMs: 60_000 },
    ],
    ["Retry-After without sense", 429, { "retry-after": "soon", date }, { periodMs: 60_000 }],
    [
      "the longer of two",
      429,
      { "x-ratelimit-period": "60", "retry-after": "90" },
      { periodMs: 60_000, waitMs: 90_000 },
    ],
    ["a period of nothing", 429, { "x-ratelimit-period": "0" }, { periodMs: 1000, waitMs: 1000 }],
    [
      "no numbers",
      429,
      { "x-ratelimit-quota": "many", "x-ratelimit-period": "-3" },
      { periodMs: 60_000, waitMs: 60_000 },
    ],
    ["a quota of nothing", 429, { "x-ratelimit-quota": "0" }, { periodMs: 60_000, waitMs: 60_000 }],
  ] as const)("%s", (_, status, headers, expected) => {
    expect(rateLimitOf({ status, headers })).toEqual(expected);
  });
});

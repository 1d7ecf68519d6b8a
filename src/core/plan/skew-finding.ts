import type { Finding, Position } from "../model/finding.js";

/** Clocks that differ by more are worth a word: leases and ends are compared with the service's time. */
const worthAWordMs = 30_000;

/** What is to be said of a local clock that is ahead of (positive) or behind (negative) the service's by so many milliseconds. */
export function skewFindings(skewMs: number | undefined, at: Position): Finding[] {
  if (skewMs === undefined || Math.abs(skewMs) <= worthAWordMs) return [];
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return [
    {
      check: "plan/clock-skew",
      severity: "warning",
      message: `This machine's clock is ${seconds} s ${skewMs > 0 ? "ahead of" : "behind"} the service's`,
      fix: "set the clock, for example by NTP; times of record are the service's either way",
      at,
    },
  ];
}

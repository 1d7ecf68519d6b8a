import type { RunRow } from "../model/ledger.js";

/** Our clock and the service's agree no better than this, in milliseconds. */
const clockMarginMs = 30_000;
/** A listing may not show at once what was just issued (inferred: nothing is published about it), in milliseconds. */
const settleMs = 30_000;

/**
 * What the absence of a run from the queue can mean. `settling`: it was just issued, nothing. `open`: it was delivered, or cancelled by
 * somebody. `ending`: its end is so near, or so recently over, that nobody can tell. `ended`: delivered or expired.
 * `closed`: it is unresolved, or we cancelled it.
 */
export type Phase = "settling" | "open" | "ending" | "ended" | "closed";

/** The service counts the TTL from its own receipt of the request, which is not before our intent and not after its answer. */
export function phaseOf(run: RunRow, nowMs: number): Phase {
  if (run.state !== "issued") return "closed";
  const firstEndMs = run.intentAtMs + run.request.ttlSeconds * 1000;
  if (nowMs >= run.expiresAtMs) return "ended";
  if (nowMs >= Math.min(firstEndMs, run.expiresAtMs) - clockMarginMs) return "ending";
  return nowMs < (run.issuedAtMs ?? run.intentAtMs) + settleMs ? "settling" : "open";
}

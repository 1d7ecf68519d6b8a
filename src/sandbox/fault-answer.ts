import type { Json } from "../core/model/json.js";
import { type Answer, jsonAnswer } from "./answer.js";
import type { FaultEffect } from "./faults.js";

/** The documented body of each failure (reference: API, section 12). */
const errorTexts: Readonly<Record<number, string>> = {
  401: "unauthorized",
  429: "quota exceeded",
  500: "internal error",
  504: "timeout",
};

/**
 * True when the effect answers in place of the work: a status, a body, junk, or a cut before the work is done.
 * A delay, extra headers and stale reads alone do not, nor does cutting the real answer after the work.
 */
export function replacesAnswer(effect: FaultEffect): boolean {
  const cutsBeforeWork = effect.cut !== undefined && effect.when !== "after";
  const says = effect.status !== undefined || effect.body !== undefined || effect.junk !== undefined;
  return says || cutsBeforeWork;
}

/** The answer that a fault gives in place of the real one. */
export function faultAnswer(effect: FaultEffect): Answer {
  const status = effect.status ?? 200;
  if (effect.junk === "gzip")
    return { status, headers: { ...gzipHeaders, ...effect.headers }, body: notGzip };
  const body: Json = effect.body ?? { error: errorTexts[status] ?? "fault" };
  const headers = effect.headers ?? (status === 429 ? quotaHeaders : {});
  if (typeof body === "string") return { status, headers: { "Content-Type": "text/html", ...headers }, body };
  return jsonAnswer(status, body, headers);
}

/** What a 429 carries (reference: API, 2.4): requests per window, and the window in seconds. */
const quotaHeaders = { "X-RateLimit-Quota": "100", "X-RateLimit-Period": "60" };

const gzipHeaders = { "Content-Type": "application/json", "Content-Encoding": "gzip" };
const notGzip = "this is no gzip stream";

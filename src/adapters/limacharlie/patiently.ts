import type { Json } from "../../core/model/json.js";
import { failureOf, succeeded } from "./answer.js";
import { LimaCharlieError } from "./errors.js";
import { decideRepeat, type RequestKind } from "./repeat.js";
import type { Attempt } from "./session.js";

/** What repeating needs of the outside. */
export interface Patience {
  readonly say: (text: string) => string;
  readonly sleep: (ms: number) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** A request that may be made several times. */
export interface Repeatable {
  readonly kind: RequestKind;
  /** Completes "Cannot …" in messages. */
  readonly purpose: string;
  /** Makes one attempt. */
  readonly attempt: () => Promise<Attempt>;
  /** Called when the last attempt's token was not accepted. */
  readonly dropToken: () => void;
}

/** Makes attempts until one succeeds or `decideRepeat` gives up; then throws the last one's LimaCharlieError. */
export async function patiently(request: Repeatable, { say, sleep, random }: Patience): Promise<Json> {
  let waitedMs = 0;
  let refreshed = false;
  for (let attempt = 1; ; attempt++) {
    const result = await request.attempt();
    if (!("what" in result) && succeeded(result)) return result.json.value;
    const { mishap, error } = failureOf(result, { purpose: request.purpose, say });
    const jitter = random();
    const decision = decideRepeat({ request: request.kind, mishap, attempt, waitedMs, refreshed, jitter });
    if (decision.next === "give-up") throw withReason(error, decision.why);
    if (decision.next === "fresh-token") {
      refreshed = true;
      request.dropToken();
    } else {
      await sleep(decision.waitMs);
      waitedMs += decision.waitMs;
    }
  }
}

function withReason(error: LimaCharlieError, why: string | undefined): LimaCharlieError {
  return why === undefined ? error : new LimaCharlieError(`${error.message}; ${why}`, error);
}

import { setTimeout as after } from "node:timers/promises";
import type { Clock } from "../../ports/clock.js";

/** This machine's clock; it knows no server. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleep: async (ms) => {
    if (ms > 0) await after(ms);
  },
  skewMs: () => undefined,
};

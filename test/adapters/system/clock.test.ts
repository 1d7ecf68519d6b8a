import { describe, expect, it } from "vitest";
import { systemClock } from "../../../src/adapters/system/clock.js";

describe("this machine's clock", () => {
  it("tells the time, knows no server, and waits", async () => {
    const before = { time: systemClock.nowMs(), monotonic: systemClock.monotonicMs() };
    await systemClock.sleep(2);
    await systemClock.sleep(0);
    await systemClock.sleep(-1);
    expect(systemClock.nowMs()).toBeGreaterThanOrEqual(before.time);
    expect(systemClock.monotonicMs()).toBeGreaterThan(before.monotonic);
    expect(Math.abs(systemClock.nowMs() - Date.now())).toBeLessThan(60_000);
    expect(systemClock.skewMs()).toBeUndefined();
  });
});

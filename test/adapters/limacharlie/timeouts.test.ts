import { describe, expect, it } from "vitest";
import { defaultTimeouts, timeoutsOf } from "../../../src/adapters/limacharlie/timeouts.js";

describe("time-outs", () => {
  it("are the defaults when nothing is said", () => {
    expect([timeoutsOf(undefined), timeoutsOf("")]).toEqual([defaultTimeouts, defaultTimeouts]);
  });

  it("are one for every request; a connection never takes longer than by default", () => {
    expect(timeoutsOf("2s")).toEqual({ connectMs: 2000, tokenMs: 2000, requestMs: 2000, extensionMs: 2000 });
    expect(timeoutsOf("120")).toMatchObject({ connectMs: 10_000, extensionMs: 120_000 });
  });

  it.each(["0", "0s", "6m", "fast", "-1", "1.5s"])("cannot be %s", (text) => {
    expect(() => timeoutsOf(text)).toThrow(/LCTASKS_REQUEST_TIMEOUT: .* is no duration from 1s to 300s/);
  });
});

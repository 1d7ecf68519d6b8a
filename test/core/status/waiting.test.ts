import { describe, expect, it } from "vitest";
import type { SensorRecord } from "../../../src/core/model/sensor.js";
import { indexFleet } from "../../../src/core/status/fleet-index.js";
import { waitingOf } from "../../../src/core/status/waiting.js";
import { entryOf } from "../plan/builders.js";
import { runOf } from "./builders.js";

const sensor = (sid: string, more: Partial<SensorRecord> = {}): SensorRecord => ({
  sid,
  plat: "windows",
  hostname: `host-${sid}`,
  ...more,
});

const seen = (sids: readonly string[], sensors: readonly SensorRecord[]) => ({
  nowMs: 0,
  entries: sids.length === 0 ? [] : [entryOf(runOf(), { sids })],
  fleet: indexFleet({ sensors, online: new Set() }),
  reached: () => undefined,
});

describe("who waits", () => {
  it("is counted by platform, and the one that was away the longest is named", () => {
    const sensors = [
      sensor("a", { alive: 300 }),
      sensor("b", { alive: 100, plat: "linux" }),
      sensor("c", { alive: 100 }),
      sensor("d"),
      sensor("e", { alive: 1, arch: "usp_adapter" }),
      sensor("f", { alive: 2 }),
    ];
    expect(waitingOf(seen(["a", "c", "d", "b", "e"], sensors))).toEqual({
      oldestWaiting: { sid: "b", hostname: "host-b", lastSeenMs: 100_000 },
      waitingOn: { linux: 1, windows: 3 },
    });
  });

  it("may be a sensor that nobody knows anything of", () => {
    expect(waitingOf(seen(["y", "x"], []))).toEqual({
      oldestWaiting: { sid: "x" },
      waitingOn: { unknown: 2 },
    });
  });

  it("is not said where nobody waits, or the queue does not say who", () => {
    expect(waitingOf(seen([], []))).toEqual({});
    expect(waitingOf({ ...seen([], []), entries: [entryOf(runOf(), { sids: [] })] })).toEqual({});
    expect(waitingOf({ ...seen([], []), entries: undefined })).toEqual({});
  });
});

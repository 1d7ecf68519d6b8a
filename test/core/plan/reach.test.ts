import { describe, expect, it } from "vitest";
import type { SensorRecord } from "../../../src/core/model/sensor.js";
import { reachOf } from "../../../src/core/plan/reach.js";
import { sensor } from "./builders.js";

const { hostname: _none, ...nameless } = sensor("d");
const sensors: readonly SensorRecord[] = [
  sensor("a", { tags: ["server"] }),
  sensor("b", { tags: ["server"] }),
  sensor("c", { plat: "linux", tags: ["server"] }),
  { ...nameless, tags: [] },
  sensor("e", { arch: "usp_adapter", tags: ["server"] }),
];
const fleet = { sensors, online: new Set(["a", "e"]) };

describe("the reach of a target", () => {
  it("tells online, offline and sensors that cannot run commands apart", () => {
    expect(reachOf({ tag: "server" }, fleet)).toEqual({
      known: true,
      total: 4,
      online: 1,
      offline: 2,
      notTaskable: 1,
      platforms: { windows: 3, linux: 1 },
      sample: ["host-a", "host-b", "host-c"],
    });
  });

  it("is counted for a sensor, a selector and the whole fleet", () => {
    expect(reachOf({ sid: "d" }, fleet)).toMatchObject({ total: 1, sample: ["d"] });
    expect(reachOf({ selector: "plat == `linux`" }, fleet)).toMatchObject({ total: 1 });
    expect(reachOf({ selector: "*" }, fleet)).toMatchObject({ total: 5 });
    expect(reachOf({ sid: "gone" }, fleet)).toMatchObject({
      known: true,
      total: 0,
      platforms: {},
      sample: [],
    });
  });

  it("shows a few hostnames only", () => {
    const many = Array.from({ length: 9 }, (_, index) => sensor(`s${index}`));
    const reach = reachOf({ selector: "*" }, { sensors: many, online: new Set() });
    expect(reach).toMatchObject({
      total: 9,
      offline: 9,
      sample: ["host-s0", "host-s1", "host-s2", "host-s3", "host-s4"],
    });
  });

  it("counts platforms of any name, and sensors without one", () => {
    const { plat: _unknown, ...unknown } = sensor("x");
    const odd = [sensor("a", { plat: "constructor" }), unknown];
    const reach = reachOf({ selector: "*" }, { sensors: odd, online: new Set() });
    expect(reach).toMatchObject({ platforms: { constructor: 1, unknown: 1 }, notTaskable: 2 });
  });

  it("is unknown, never smaller, when one sensor cannot be judged", () => {
    const { tags: _unread, ...untagged } = sensor("x");
    const reach = reachOf({ tag: "server" }, { sensors: [...sensors, untagged], online: new Set() });
    expect(reach).toMatchObject({ known: false, reason: expect.stringContaining("sensor x") });
  });

  it("is unknown for a selector that does not parse", () => {
    expect(reachOf({ selector: "plat = = x" }, fleet)).toMatchObject({
      known: false,
      reason: expect.stringContaining("does not parse"),
    });
  });
});

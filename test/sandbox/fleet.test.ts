import { describe, expect, it } from "vitest";
import { createChance } from "../../src/sandbox/chance.js";
import { generateFleet } from "../../src/sandbox/fleet.js";

const nowMs = Date.UTC(2026, 0, 1);
const fleet = (count: number, seed = "7") => [
  ...generateFleet({ oid: "o", sensors: count, chance: createChance(seed), nowMs }).values(),
];

const hooks = (count: number) => fleet(count).filter(({ hostname }) => hostname === "ext-reliable-tasking");

describe("a fleet", () => {
  it("is the same for the same seed and another for another", () => {
    expect(fleet(50)).toEqual(fleet(50));
    expect(fleet(50, "8").map(({ sid }) => sid)).not.toEqual(fleet(50).map(({ sid }) => sid));
  });

  it("has exactly as many sensors as asked for, sorted by sid, with ids and host names of their own", () => {
    for (const count of [0, 1, 2, 3, 200]) expect(fleet(count)).toHaveLength(count);
    const sids = fleet(200).map(({ sid }) => sid);
    expect(sids).toEqual(sids.toSorted());
    expect(new Set(sids).size).toBe(200);
    expect(new Set(fleet(200).map(({ hostname }) => hostname)).size).toBe(200);
    expect(new Set(fleet(70_000).map(({ int_ip }) => int_ip)).size).toBe(70_000);
  });

  it("mixes endpoints of three platforms with adapters, online and offline, with the usual tags", () => {
    const sensors = fleet(200);
    const count = (test: (sensor: (typeof sensors)[number]) => boolean) => sensors.filter(test).length;
    for (const plat of ["windows", "linux", "macos"]) {
      expect(count((sensor) => sensor.plat === plat && sensor.arch !== "usp_adapter")).toBeGreaterThan(20);
    }
    expect(count(({ arch }) => arch === "usp_adapter")).toBeGreaterThan(10);
    expect(count(({ plat, arch }) => plat === "linux" && arch === "usp_adapter")).toBeGreaterThan(0);
    expect(count(({ online }) => !online)).toBeGreaterThan(20);
    expect(count(({ online }) => online)).toBeGreaterThan(100);
    for (const tag of ["server", "workstation", "prod", "vip", "adapter"]) {
      expect(count(({ tags }) => tags.has(tag))).toBeGreaterThan(0);
    }
  });

  it("has a bit of everything when it is small", () => {
    const platforms = new Set(fleet(5).map(({ plat }) => plat));
    expect([...platforms]).toEqual(expect.arrayContaining(["windows", "linux", "macos"]));
  });

  it("has the extension's webhook adapter from two sensors on [D]", () => {
    expect([hooks(1).length, hooks(2).length, hooks(200).length]).toEqual([0, 1, 1]);
    expect(hooks(2)[0]).toMatchObject({ arch: "usp_adapter", online: true });
    expect([...(hooks(2)[0]?.tags.keys() ?? [])]).toEqual(["lc:system", "ext:ext-reliable-tasking"]);
  });

  it("keeps a sensor when the fleet grows", () => {
    const small = new Set(fleet(20).map(({ sid }) => sid));
    expect(fleet(40).filter(({ sid }) => small.has(sid)).length).toBeGreaterThanOrEqual(19);
  });
});

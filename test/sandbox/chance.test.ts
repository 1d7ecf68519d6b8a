import { describe, expect, it } from "vitest";
import { createChance } from "../../src/sandbox/chance.js";

describe("chance", () => {
  it("repeats itself for the same seed", () => {
    const [a, b] = [createChance("x"), createChance("x")];
    expect([a.uuid(), a.below(100), a.fraction()]).toEqual([b.uuid(), b.below(100), b.fraction()]);
    expect(createChance("y").uuid()).not.toBe(createChance("x").uuid());
  });

  it("makes version 4 UUIDs and hexadecimal text of any length", () => {
    const chance = createChance("x");
    for (let turn = 0; turn < 100; turn += 1) {
      expect(chance.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    expect(chance.hex(5)).toMatch(/^[0-9a-f]{5}$/);
  });

  it("draws evenly enough", () => {
    const chance = createChance("x");
    const drawn = Array.from({ length: 4000 }, () => chance.pick(["a", "b", "c", "d"]));
    for (const choice of ["a", "b", "c", "d"]) {
      expect(Math.abs(drawn.filter((one) => one === choice).length - 1000)).toBeLessThan(200);
    }
    let hits = 0;
    for (let turn = 0; turn < 4000; turn += 1) if (chance.happens(0.25)) hits += 1;
    expect(hits).toBeGreaterThan(800);
    expect(hits).toBeLessThan(1200);
  });

  it("has branches that move neither each other nor the trunk", () => {
    const trunk = createChance("x");
    const left = trunk.branch("left");
    const first = left.uuid();
    expect(trunk.branch("left").uuid()).toBe(first);
    expect(trunk.branch("right").uuid()).not.toBe(first);
    expect(trunk.uuid()).toBe(createChance("x").uuid());
  });
});

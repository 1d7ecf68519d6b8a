import { describe, expect, it } from "vitest";
import { clockText, createClock as createAnyClock } from "../../src/sandbox/clock.js";

/** A clock whose appointments are functions. */
const createClock = (options: { startMs: number; speed: number }) =>
  createAnyClock<() => void>({ ...options, perform: (act) => act() });

const startMs = Date.UTC(2026, 0, 1);

describe("a clock that stands still", () => {
  it("moves only when advanced", () => {
    const clock = createClock({ startMs, speed: 0 });
    expect(clock.nowMs()).toBe(startMs);
    clock.advance(1.5);
    expect(clock.nowMs()).toBe(startMs + 1500);
  });

  it("never goes back, nor beyond the year 9999", () => {
    const clock = createClock({ startMs, speed: 0 });
    for (const seconds of [-1, Number.NaN, 1e12]) expect(() => clock.advance(seconds)).toThrow(RangeError);
    expect(clock.nowMs()).toBe(startMs);
  });

  it("lets what is scheduled happen in order and at its own time, also what is scheduled on the way", () => {
    const clock = createClock({ startMs, speed: 0 });
    const happened: [string, number][] = [];
    const note = (name: string) => () => void happened.push([name, (clock.nowMs() - startMs) / 1000]);
    clock.schedule(startMs + 3000, note("third"));
    clock.schedule(startMs + 1000, note("first"));
    clock.schedule(startMs + 1000, note("second"));
    clock.schedule(startMs + 2000, () => clock.schedule(startMs + 2500, note("nested")));
    clock.schedule(startMs - 5000, note("overdue"));
    clock.schedule(startMs + 9000, note("later"));
    clock.advance(4);
    expect(happened).toEqual([
      ["overdue", 0],
      ["first", 1],
      ["second", 1],
      ["nested", 2.5],
      ["third", 3],
    ]);
    expect(clock.nowMs()).toBe(startMs + 4000);
    clock.clear();
    clock.advance(60);
    expect(happened).toHaveLength(5);
  });
});

describe("a clock that runs", () => {
  it("lets what is scheduled happen by itself, as fast as it was told", async () => {
    const clock = createClock({ startMs, speed: 100_000 });
    const dayMs = 86_400_000;
    const happened: number[] = [];
    await new Promise<void>((resolve) => {
      clock.schedule(startMs + dayMs, () => {
        happened.push(clock.nowMs());
        resolve();
      });
      clock.schedule(startMs + dayMs / 2, () => void happened.push(clock.nowMs()));
    });
    expect(happened).toHaveLength(2);
    expect(happened[0]).toBeGreaterThanOrEqual(startMs + dayMs / 2);
    expect(happened[1]).toBeGreaterThanOrEqual(startMs + dayMs);
    clock.clear();
  });

  it("jumps as well", () => {
    const clock = createClock({ startMs, speed: 1 });
    clock.advance(3600);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(startMs + 3_600_000);
  });
});

describe("the text of an instant", () => {
  it("is UTC in whole seconds [C]", () => {
    expect(clockText(startMs + 1999)).toBe("2026-01-01 00:00:01");
  });
});

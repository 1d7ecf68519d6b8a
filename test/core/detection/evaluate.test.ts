import { describe, expect, it } from "vitest";
import { evaluate, explain, Uncertain } from "../../../src/core/detection/evaluate.js";
import { detectOf, eventOf, judged } from "./rules.js";

const at = (op: string, more: object) => ({ op, path: "event/A", ...more });

describe("three answers", () => {
  const yes = at("is", { value: 1 });
  const no = at("is", { value: 2 });
  const open = at("is", { value: "1" });
  const A = { A: 1 };

  it.each([
    ["and", [yes, open], "uncertain, likely false"],
    ["and", [open, no], "false"],
    ["and", [yes, yes], "true"],
    ["or", [no, open], "uncertain, likely false"],
    ["or", [open, yes], "true"],
    ["or", [no, no], "false"],
  ])("%s of %j is %s", (op, rules, verdict) => {
    expect(judged({ op, rules }, A)).toBe(verdict);
  });

  it("stays uncertain under not, with the opposite guess", () => {
    expect(judged({ ...open, not: true }, A)).toBe("uncertain, likely true");
    expect(judged({ ...yes, not: true }, A)).toBe("false");
    expect(judged({ op: "and", not: true, rules: [open, yes] }, A)).toBe("uncertain, likely true");
  });

  it("guesses only where all uncertain parts allow a guess", () => {
    const noGuess = at("contains", { value: "1" });
    expect(judged({ op: "and", rules: [noGuess, noGuess] }, A)).toBe("uncertain");
    expect(judged({ op: "and", rules: [noGuess, open] }, A)).toBe("uncertain, likely false");
    expect(judged({ op: "or", rules: [open, open] }, A)).toBe("uncertain, likely false");
    expect(judged({ op: "or", rules: [open, noGuess] }, A)).toBe("uncertain");
    const likely = at("contains", { value: "" });
    expect(judged({ op: "and", rules: [likely, likely] }, { A: "x" })).toBe("uncertain, likely true");
    expect(judged({ op: "and", rules: [{ ...noGuess, path: "event/B" }, likely] }, { A: "x", B: 1 })).toBe(
      "uncertain",
    );
  });
});

describe("which records a node is about", () => {
  it("compares event and events exactly", () => {
    expect(judged({ event: "T", ...at("exists", {}) }, { A: 1 })).toBe("true");
    expect(judged({ event: "t", ...at("exists", {}) }, { A: 1 })).toBe("false");
    expect(judged({ events: ["S", "T"], ...at("exists", {}) }, { A: 1 })).toBe("true");
    expect(judged({ event: "S", events: ["T"], ...at("exists", {}) }, { A: 1 })).toBe("true");
    expect(judged({ event: "T", ...at("exists", {}) }, { routing: {}, event: { A: 1 } })).toBe("false");
    expect(
      judged({ event: "T", ...at("exists", {}), not: true }, { routing: { event_type: "S" }, event: {} }),
    ).toBe("false");
  });

  it("leaves open what a nested not makes of another event type", () => {
    const nested = { op: "and", rules: [{ event: "S", ...at("exists", {}), not: true }] };
    expect(judged(nested, { A: 1 })).toBe("uncertain");
    expect(judged({ op: "and", rules: [{ event: "S", ...at("exists", {}) }] }, { A: 1 })).toBe("false");
  });

  it("takes the name of a detection for its event", () => {
    const detection = { cat: "found", routing: { event_type: "T" }, detect: { event: { A: 1 } } };
    const rule = { target: "detection", op: "is", path: "detect/event/A", value: 1 };
    expect(judged({ ...rule, event: "found" }, detection)).toBe("true");
    expect(judged({ ...rule, event: "T" }, detection)).toBe("false");
  });

  it("judges records of the platform by their event type", () => {
    for (const [target, event] of [
      ["deployment", "enrollment"],
      ["schedule", "1h_per_org"],
      ["artifact_event", "ingest"],
      ["billing", "billing_record"],
    ] as const) {
      const record = { routing: { event_type: event }, event: { A: 1 } };
      expect(judged({ target, event, ...at("is", { value: 1 }) }, record)).toBe("true");
    }
  });

  it.each(["artifact", "audit", "log"])("does not answer for target %s, and says what it would", (target) => {
    expect(judged({ target, ...at("is", { value: 1 }) }, { A: 1 })).toBe("uncertain, likely true");
    expect(judged({ target, ...at("is", { value: 2 }) }, { A: 1 })).toBe("uncertain, likely false");
    expect(judged({ target, ...at("is", { value: "1" }) }, { A: 1 })).toBe("uncertain, likely false");
    const { verdict } = evaluate(detectOf({ target, ...at("exists", {}) }), eventOf({ A: 1 }));
    expect((verdict as Uncertain).reason).toBe(`rules of target ${target} are not evaluated offline`);
  });

  it("does not answer for a rule that waits for later events, unless the event is none of its own", () => {
    const rule = { event: "T", ...at("exists", {}), "with child": at("exists", {}) };
    expect(judged(rule, { A: 1 })).toBe("uncertain");
    expect(judged(rule, { B: 1 })).toBe("false");
    expect(explain(detectOf(rule), eventOf({ A: 1 })).why).toContain("sequences of events only");
  });
});

describe("times", () => {
  const window = {
    day_of_week_start: 2,
    day_of_week_end: 6,
    time_of_day_start: 900,
    time_of_day_end: 1700,
    tz: "Europe/Zurich",
  };
  /** Tuesday 2023-11-14 22:13:20 UTC. */
  const nowMs = 1_700_000_000_000;
  const morning = { nowMs: nowMs - 12 * 3_600_000 };
  const rule = { ...at("exists", {}), times: [window] };

  it("counts inside a window, and not outside", () => {
    expect(judged(rule, { A: 1 }, morning)).toBe("true");
    expect(judged(rule, { A: 1 }, { nowMs })).toBe("false");
    expect(judged(rule, { B: 1 }, morning)).toBe("false");
    expect(judged({ ...rule, not: true }, { B: 1 }, morning)).toBe("true");
  });

  it("includes both ends, and the whole last minute", () => {
    const utc = (start: number, end: number) => ({
      ...at("exists", {}),
      times: [{ time_of_day_start: start, time_of_day_end: end }],
    });
    expect(judged(utc(2213, 2213), { A: 1 }, { nowMs })).toBe("true");
    expect(judged(utc(2214, 2359), { A: 1 }, { nowMs })).toBe("false");
    expect(judged(utc(0, 2212), { A: 1 }, { nowMs })).toBe("false");
    const day = (start: number, end: number) => ({
      ...at("exists", {}),
      times: [{ day_of_week_start: start, day_of_week_end: end }],
    });
    expect(judged(day(3, 3), { A: 1 }, { nowMs })).toBe("true");
    expect(judged(day(4, 7), { A: 1 }, { nowMs })).toBe("false");
    expect(judged({ ...at("exists", {}), times: [{}] }, { A: 1 }, { nowMs })).toBe("true");
    expect(judged({ ...at("exists", {}), times: [] }, { A: 1 }, { nowMs })).toBe("false");
  });

  it("leaves open what is not documented: ranges backwards, not outside the times, and no moment", () => {
    const backwards = { ...at("exists", {}), times: [{ time_of_day_start: 2200, time_of_day_end: 500 }] };
    expect(judged(backwards, { A: 1 }, { nowMs })).toBe("uncertain, likely false");
    expect(judged(backwards, { A: 1 }, morning)).toBe("false");
    expect(judged({ ...rule, not: true }, { A: 1 }, { nowMs })).toBe("uncertain, likely false");
    expect(judged(rule, { A: 1 })).toBe("uncertain");
    expect(judged(rule, { B: 1 })).toBe("false");
    expect(judged(rule, { A: 1 }, { nowMs: 1e20 })).toBe("uncertain");
    expect(judged(rule, { A: 1 }, { nowMs: Number.NaN })).toBe("uncertain");
  });
});

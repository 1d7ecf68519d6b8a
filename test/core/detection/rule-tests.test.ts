import { describe, expect, it } from "vitest";
import { compileRule, type RuleTests } from "../../../src/core/detection/compile.js";
import { outcomeOf, type RuleTestResult, runTests } from "../../../src/core/detection/rule-tests.js";
import type { Json, JsonObject } from "../../../src/core/model/json.js";
import data from "./dr-vectors.json" with { type: "json" };
import { detectOf, eventOf } from "./rules.js";

interface Vector {
  readonly id: string;
  readonly rule: Json;
  readonly expect: "pass" | "fail" | "error" | "unknown";
  readonly note: string;
}

const outcomes = { pass: "passed", fail: "failed", error: "error", unknown: "uncertain" } as const;
const vectors = data.runner_vectors as unknown as readonly Vector[];

describe("the published semantics of unit tests", () => {
  it.each(vectors.map((vector) => [`${vector.id}: ${vector.note}`, vector] as const))("%s", (_, vector) => {
    const compiled = compileRule(vector.rule);
    const outcome = compiled.ok ? outcomeOf(runTests(compiled.rule.detect, compiled.rule.tests)) : "error";
    expect(outcome).toBe(outcomes[vector.expect]);
  });
});

const rule: Json = { event: "T", op: "is", path: "event/A", value: 1 };
const hit = eventOf({ A: 1 });
const miss = eventOf({ A: 2 });
const open = eventOf({ A: "1" });
const other = eventOf({ A: 1 }, { event_type: "S" });

const run = (
  kind: "match" | "non_match",
  events: readonly JsonObject[],
  detect: Json = rule,
): RuleTestResult => {
  const tests: RuleTests = { match: [], non_match: [], [kind]: [events] };
  return runTests(detectOf(detect), tests)[0] as RuleTestResult;
};

const said = ({ outcome, event, message }: RuleTestResult): string =>
  `${outcome}${event === undefined ? "" : ` ${event}`}: ${message}`;

describe("runTests", () => {
  it.each([
    [[hit], "passed 0: event 1 matches"],
    [[miss, hit], "passed 1: event 2 matches"],
    [[open, hit], "passed 1: event 2 matches"],
    [[miss], "failed 0: event 1 does not match: event/A 2 is not 1"],
    [[], "failed: the test has no events: nothing can match"],
    [
      [miss, open],
      'uncertain 1: event 2: event/A "1": whether text and numbers (or booleans) that read the same are equal is not documented',
    ],
    [
      [miss, other],
      "error 1: test 1 failed validation: test event type 'S' does not match rule's expected event(s): [T]",
    ],
    [
      [{ event: { A: 1 } }],
      "error 0: test 1 failed validation: test event type '' does not match rule's expected event(s): [T]",
    ],
    [
      [hit, other],
      "uncertain 1: event 2 is of a type that the rule is not about; whether an earlier event that matches hides that is not documented",
    ],
  ])("a match test of %j", (events, wanted) => {
    expect(said(run("match", events))).toBe(wanted);
  });

  it.each<[readonly JsonObject[], string, string[]]>([
    [[miss], "passed: no event matches", []],
    [[miss, hit], "failed 1: event 2 matches, and should not: event/A 1 is 1", []],
    [
      [open],
      'uncertain 0: event 1: event/A "1": whether text and numbers (or booleans) that read the same are equal is not documented',
      [],
    ],
    [[open, hit], "failed 1: event 2 matches, and should not: event/A 1 is 1", []],
    [[], "passed: no event matches", ["the test has no events: it proves nothing"]],
    [
      [other],
      "passed: no event matches",
      ["all events are of types that the rule is not about, and skipped: the test proves nothing"],
    ],
    [
      [other, miss],
      "passed: no event matches",
      ["1 of 2 events are of types that the rule is not about, and skipped"],
    ],
  ])("a non_match test of %j", (events, wanted, warnings) => {
    const result = run("non_match", events);
    expect(said(result)).toBe(wanted);
    expect(result.warnings).toEqual(warnings);
  });

  it("names all types that the rule expects, and the place of the test", () => {
    const detect = detectOf({ op: "is", path: "event/A", value: 1, events: ["T", "U"] });
    const results = runTests(detect, { match: [[hit], [other]], non_match: [] });
    expect(results.map(({ index }) => index)).toEqual([0, 1]);
    expect(results[1]?.message).toContain(
      "test 2 failed validation: test event type 'S' does not match rule's expected event(s): [T U]",
    );
  });

  it("checks no types where the rule names none", () => {
    const untyped = { op: "is", path: "event/A", value: 1 };
    expect(run("match", [{ event: { A: 1 } }], untyped).outcome).toBe("passed");
  });

  it("explains the event that came closest", () => {
    const deep = {
      op: "and",
      rules: [
        { op: "exists", path: "event/B" },
        { op: "or", rules: [rule] },
      ],
    };
    const result = run("match", [eventOf({}), eventOf({ B: 1, A: 2 })], deep);
    expect(said(result)).toBe("failed 1: event 2 does not match: event/A 2 is not 1");
    expect(result.explanation?.op).toBe("and");
    expect(run("match", [hit]).explanation).toBeUndefined();
  });

  it("leaves open which type of a detection counts", () => {
    const detect = { target: "detection", event: "found", op: "exists", path: "detect" };
    const detection = (cat: string, type: string) => ({ cat, routing: { event_type: type }, detect: {} });
    expect(run("match", [detection("found", "found")], detect).outcome).toBe("passed");
    expect(run("match", [detection("found", "T")], detect).outcome).toBe("uncertain");
    expect(run("match", [detection("x", "T")], detect).outcome).toBe("error");
    expect(run("non_match", [detection("x", "T")], detect).warnings).toHaveLength(1);
    expect(run("non_match", [detection("found", "T")], detect).outcome).toBe("failed");
  });

  it("hands fixtures to the evaluation", () => {
    const detect = detectOf({ op: "is older than", path: "event/A", seconds: 1 });
    const tests = { match: [[hit]], non_match: [] };
    expect(outcomeOf(runTests(detect, tests))).toBe("uncertain");
    expect(outcomeOf(runTests(detect, tests, { nowMs: 1_700_000_000_000 }))).toBe("passed");
  });

  it("refuses tests of a rule that waits for later events", () => {
    const result = run("match", [hit], { ...(rule as object), "with child": rule });
    expect(said(result)).toBe("error: error parsing rule: rule context does not support stateful operators");
  });
});

describe("outcomeOf", () => {
  it("is the worst of all", () => {
    const of = (...all: RuleTestResult["outcome"][]) =>
      outcomeOf(all.map((outcome) => ({ ...run("match", [hit]), outcome })));
    expect(of()).toBe("passed");
    expect(of("passed", "uncertain")).toBe("uncertain");
    expect(of("uncertain", "failed", "passed")).toBe("failed");
    expect(of("failed", "error")).toBe("error");
  });
});

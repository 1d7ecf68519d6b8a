import { describe, expect, it } from "vitest";
import { explain, type Fixtures } from "../../../src/core/detection/evaluate.js";
import { decisiveNode } from "../../../src/core/detection/explanation.js";
import { placeText } from "../../../src/core/detection/problem.js";
import type { Json } from "../../../src/core/model/json.js";
import { detectOf, eventOf, verdictText } from "./rules.js";

/** Where a rule was decided, and why. */
function decision(detect: Json, event: Json, fixtures: Fixtures = {}): string {
  const { at, why } = decisiveNode(explain(detectOf(detect), eventOf(event), fixtures));
  return `${placeText(at)}: ${why}`;
}

const at = (op: string, path: string, more: object = {}): Json => ({ op, path, ...more });

describe("explanations", () => {
  it("show the value that decided, and what was asked of it", () => {
    expect(decision(at("is", "event/A", { value: "x" }), { A: "x" })).toBe('detect: event/A "x" is "x"');
    expect(decision(at("is", "event/A", { value: "x" }), { A: "y" })).toBe('detect: event/A "y" is not "x"');
    expect(decision(at("contains", "event/A", { value: "x", count: 2 }), { A: "x" })).toBe(
      'detect: event/A "x" does not contain 2 times "x"',
    );
    expect(decision(at("matches", "event/A", { re: "^x" }), { A: "y" })).toBe(
      'detect: event/A "y" does not match "^x"',
    );
    expect(decision(at("matches", "event/A", { re: "^x" }), { A: "xy" })).toBe(
      'detect: event/A "xy" matches "^x"',
    );
    expect(decision(at("is greater than", "event/A", { value: 5 }), { A: 3 })).toBe(
      "detect: event/A 3 is not greater than 5",
    );
    expect(decision(at("is greater than", "event/A", { value: 5, "length of": true }), { A: "abc" })).toBe(
      'detect: event/A "abc" has a length not greater than 5',
    );
    expect(decision(at("string distance", "event/A", { value: "abc", max: 1 }), { A: "xyz" })).toBe(
      'detect: event/A "xyz" is not within 1 of "abc"',
    );
    expect(decision(at("exists", "event/A", { truthy: true }), { A: "" })).toBe(
      'detect: event/A "" does not count as existing (truthy: true)',
    );
    expect(decision(at("exists", "event/A"), { A: 1 })).toBe("detect: event/A 1 exists");
    expect(decision(at("cidr", "event/A", { cidr: "10.0.0.0/8" }), { A: "8.8.8.8" })).toBe(
      'detect: event/A "8.8.8.8" is not in 10.0.0.0/8',
    );
    expect(decision(at("is public address", "event/A"), { A: "10.0.0.1" })).toBe(
      'detect: event/A "10.0.0.1" is no public address',
    );
    expect(decision(at("is older than", "event/A", { seconds: 60 }), { A: 1 }, { nowMs: 2000 })).toBe(
      "detect: event/A 1 is not older than 60 s",
    );
    const lookup = at("lookup", "event/A", { resource: "hive://lookup/l" });
    expect(decision(lookup, { A: "x" }, { lookups: { l: {} } })).toBe(
      'detect: event/A "x" is not in hive://lookup/l',
    );
  });

  it("say when letter case is all that is different", () => {
    expect(decision(at("starts with", "event/A", { value: "cmd" }), { A: "CMD.EXE" })).toBe(
      'detect: event/A "CMD.EXE" does not start with "cmd" (it would without regard to case)',
    );
    expect(
      decision(at("starts with", "event/A", { value: "cmd", "case sensitive": false }), { A: "x" }),
    ).toBe('detect: event/A "x" does not start with "cmd"');
  });

  it("count the values where there are several, and show where the passing one is", () => {
    const event = { N: [{ P: 1 }, { P: 2 }, { P: 3 }] };
    expect(decision(at("is", "event/N/P", { value: 9 }), event)).toBe(
      "detect: none of the 3 values at event/N/P is 9",
    );
    expect(decision(at("is", "event/N/?/P", { value: 2 }), event)).toBe("detect: event/N/1/P 2 is 2");
  });

  it("show how far a path leads where nothing is at its end", () => {
    const rule = at("exists", "event/PARENT/FILE_PATH");
    expect(decision(rule, { PARENT: { PROCESS_ID: 1, USER: "x" } })).toBe(
      "detect: there is nothing at event/PARENT/FILE_PATH: event/PARENT has PROCESS_ID, USER",
    );
    expect(decision(rule, { PARENT: "text" })).toBe(
      'detect: there is nothing at event/PARENT/FILE_PATH: event/PARENT is "text"',
    );
    expect(decision(rule, { PARENT: [] })).toBe(
      "detect: there is nothing at event/PARENT/FILE_PATH: event/PARENT is an empty list",
    );
    expect(decision(rule, { PARENT: [{}] })).toBe(
      "detect: there is nothing at event/PARENT/FILE_PATH: event/PARENT is a list of 1",
    );
    expect(decision(rule, {})).toBe("detect: there is nothing at event/PARENT/FILE_PATH: event is empty");
    expect(decision(at("exists", "EVENT"), {})).toBe(
      "detect: there is nothing at EVENT: / has routing, event",
    );
  });

  it("give the reason where the answer is open", () => {
    expect(decision(at("is", "event/A", { value: "1" }), { A: 1 })).toBe(
      "detect: event/A 1: whether text and numbers (or booleans) that read the same are equal is not documented",
    );
    expect(decision({ op: "and", rules: [at("is", "event/A", { value: "1" })] }, { A: 1 })).toBe(
      "detect.rules[0]: event/A 1: whether text and numbers (or booleans) that read the same are equal is not documented",
    );
  });

  it("go down to the node that stopped an and, and count what was tried", () => {
    const rule = {
      op: "and",
      rules: [
        at("exists", "event/A"),
        { op: "or", rules: [at("exists", "event/B"), at("exists", "event/C")] },
        at("exists", "event/D"),
      ],
    };
    const tree = explain(detectOf(rule), eventOf({ A: 1 }));
    expect(tree.why).toBe("rule 2 of 3 does not match");
    expect(tree.parts).toHaveLength(2);
    expect(tree.parts[1]?.why).toBe("none of the 2 rules matches");
    expect(decisiveNode(tree).why).toBe("there is nothing at event/B: event has A");
    const matching = explain(detectOf(rule), eventOf({ A: 1, C: 2, D: 3 }));
    expect(matching.why).toBe("all 3 rules match");
    expect(matching.parts[1]?.why).toBe("rule 2 of 2 matches");
  });

  it("explain an inverted node by its own result", () => {
    const tree = explain(
      detectOf({ op: "and", rules: [{ ...(at("is", "event/A", { value: 1 }) as object), not: true }] }),
      eventOf({ A: 1 }),
    );
    expect(tree.parts[0]).toMatchObject({ negated: true, verdict: false, own: true, why: "event/A 1 is 1" });
    const turned = explain(
      detectOf({ op: "or", not: true, rules: [at("is", "event/A", { value: 1 })] }),
      eventOf({ A: 1 }),
    );
    expect(decisiveNode(turned).why).toBe("event/A 1 is 1");
  });

  it("show nothing of a record that the node is not about, and no path where there is none", () => {
    const skipped = explain(
      detectOf({ event: "S", ...(at("exists", "event/A") as object) }),
      eventOf({ A: 1 }),
    );
    expect(skipped).toMatchObject({ verdict: false, own: false, reached: [], parts: [] });
    const offline = explain(detectOf({ op: "yara", resource: "hive://yara/x" }), eventOf({}));
    expect(offline).toMatchObject({ reached: [], parts: [] });
    expect("path" in offline).toBe(false);
  });

  it("tell what is open about the value from what is open about the moment", () => {
    const timed = { times: [{ time_of_day_start: 0, time_of_day_end: 1200 }] };
    const noMoment = "detect: times needs the moment of evaluation, which is not given";
    const open = at("is", "event/A", { value: "1", ...timed });
    expect(decision(open, { A: 1 })).toBe(
      "detect: event/A 1: whether text and numbers (or booleans) that read the same are equal is not documented",
    );
    expect(decision(open, { A: "1" })).toBe(noMoment);
    expect(decision(open, { A: "2" })).toBe('detect: event/A "2" is not "1"');
  });

  it("explain events of other types, times, and missing types", () => {
    expect(decision({ event: "S", op: "is windows" }, {})).toBe(
      "detect: the event is T; the node is about S",
    );
    const untyped = explain(detectOf({ events: ["S", "U"], op: "is windows" }), { event: {} });
    expect(untyped.why).toBe("the record has no event type; the node is about S or U");
    const empty = explain(detectOf({ events: [], op: "is windows" }), { event: {} });
    expect(empty.why).toBe("the record has no event type; the node is about no event type");
    const nested = { op: "and", rules: [{ event: "S", op: "is windows", not: true }] };
    expect(decision(nested, {})).toBe(
      "detect.rules[0]: whether not turns the skip of a nested event into a match is not documented",
    );
    const timed = { op: "is windows", times: [{ time_of_day_start: 0, time_of_day_end: 1 }] };
    expect(decision(timed, {}, { nowMs: 12 * 3_600_000 })).toBe(
      "detect: the moment lies in none of its times",
    );
    expect(decision(timed, {})).toBe("detect: times needs the moment of evaluation, which is not given");
  });

  it("explain the sensor", () => {
    expect(decision({ op: "is linux" }, {})).toBe("detect: routing/plat 268435456 is not the platform linux");
    expect(decision({ op: "is windows" }, {})).toBe("detect: routing/plat 268435456 is the platform windows");
    expect(decision({ op: "is platform", name: "amiga" }, {})).toBe(
      "detect: routing/plat 268435456: the code of platform amiga is not known",
    );
    expect(decision({ op: "is tagged", tag: "x" }, {})).toBe(
      'detect: routing/tags ["prod"] does not have "x"',
    );
    expect(decision({ op: "is arm" }, {})).toBe("detect: routing/arch 2 is not 3");
    const bare = explain(detectOf({ op: "is arm" }), { event: {} });
    expect(bare).toMatchObject({
      why: "there is nothing at routing/arch",
      path: "routing/arch",
      reached: [],
    });
  });

  it("explain scope by the elements it tried", () => {
    const rule = { op: "scope", path: "event/N", rule: at("is", "event/P", { value: 2 }) };
    expect(decision(rule, { N: [{ P: 2 }] })).toBe("detect.rule: event/P 2 is 2");
    const tree = explain(detectOf(rule), eventOf({ N: [{ P: 1 }, { P: 3 }] }));
    expect(tree.why).toBe("none of the 2 elements at event/N satisfies the rule");
    expect(tree.parts.map(({ why }) => why)).toEqual(["event/P 1 is not 2", "event/P 3 is not 2"]);
    expect(tree.reached.map(({ at: place }) => place)).toEqual(["event/N/0", "event/N/1"]);
    const found = explain(detectOf(rule), eventOf({ N: [{ P: 1 }, { P: 2 }] }));
    expect(found.why).toBe("event/N/1 satisfies the rule");
    expect(decision(rule, { N: [] })).toBe("detect: event/N is an empty list");
    expect(decision(rule, {})).toBe("detect: there is nothing at event/N: event is empty");
    expect(decision(rule, { N: [{ P: "2" }] })).toContain("not documented");
    expect(decision({ ...rule, path: "event/N/0" }, { N: [{ P: 2 }] })).toBe(
      "detect: whether a number in a path is the place in a list is not documented",
    );
  });

  it("show the first values of many, and cut what is long or deep", () => {
    const many = explain(
      detectOf(at("is", "event/N/?", { value: 1 })),
      eventOf({ N: Array.from({ length: 500 }, () => 0) }),
    );
    expect(many.reached).toHaveLength(20);
    const long = decision(at("is", "event/A", { value: "x" }), { A: "y".repeat(5000) });
    expect(long.length).toBeLessThan(200);
    let deep: Json = 1;
    for (let level = 0; level < 50_000; level += 1) deep = [deep];
    expect(decision(at("is", "event/A", { value: "x" }), { A: deep })).toBe(
      'detect: event/A [[[…]]] is not "x"',
    );
    expect(decision(at("is", "event/A", { value: "x" }), { A: { a: { b: { c: { d: 1 } } } } })).toBe(
      'detect: event/A {"a":{"b":{"c":…}}} is not "x"',
    );
  });

  it("come to the verdict that the evaluation comes to", () => {
    const rule = { ...(at("exists", "event/A") as object), "with child": at("exists", "event/B") };
    expect(verdictText(explain(detectOf(rule as Json), eventOf({ A: 1 })).verdict)).toBe("uncertain");
    expect(verdictText(explain(detectOf(rule as Json), eventOf({})).verdict)).toBe("false");
  });
});

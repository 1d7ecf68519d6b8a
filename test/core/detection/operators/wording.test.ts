import { describe, expect, it } from "vitest";
import { explain, type Fixtures } from "../../../../src/core/detection/evaluate.js";
import type { Explanation } from "../../../../src/core/detection/explanation.js";
import type { Json } from "../../../../src/core/model/json.js";
import { detectOf, eventOf, judged, verdictText } from "../rules.js";

const fixtures: Fixtures = { nowMs: 100_000, lookups: { l: { x: { risk: 9 } } } };

const explained = (detect: Json, event: Json): Explanation =>
  explain(detectOf(detect), eventOf(event), fixtures);
const at = (op: string, more: object = {}): Json => ({ op, path: "event/A", ...more });

describe("what an operator says of a value", () => {
  it.each<[Json, Json, string, Json, string]>([
    [at("contains", { value: "x" }), "axb", 'contains "x"', "a", 'does not contain "x"'],
    [
      at("contains", { value: "x", count: 2 }),
      "xx",
      'contains 2 times "x"',
      "x",
      'does not contain 2 times "x"',
    ],
    [at("starts with", { value: "x" }), "xa", 'starts with "x"', "ax", 'does not start with "x"'],
    [at("ends with", { value: "x" }), "ax", 'ends with "x"', "xa", 'does not end with "x"'],
    [at("is lower than", { value: 5 }), 4, "is lower than 5", 5, "is not lower than 5"],
    [at("is greater than", { value: 5 }), 6, "is greater than 5", 5, "is not greater than 5"],
    [
      at("is greater than", { value: 1, "length of": true }),
      "ab",
      "has a length greater than 1",
      "a",
      "has a length not greater than 1",
    ],
    [at("is older than", { seconds: 60 }), 1, "is older than 60 s", 90, "is not older than 60 s"],
    [at("is private address"), "10.0.0.1", "is a private address", "x", "is no private address"],
    [at("is public ipv4 address"), "8.8.8.8", "is a public ipv4 address", "::1", "is no public ipv4 address"],
    [at("cidr", { cidr: "10.0.0.0/8" }), "10.1.1.1", "is in 10.0.0.0/8", "11.1.1.1", "is not in 10.0.0.0/8"],
    [
      at("lookup", { resource: "hive://lookup/l" }),
      "x",
      "is in hive://lookup/l",
      "y",
      "is not in hive://lookup/l",
    ],
    [
      at("lookup", {
        resource: "hive://lookup/l",
        metadata_rules: { op: "is", path: "risk", value: 9 },
      }),
      "x",
      "is in hive://lookup/l with metadata that match",
      "y",
      "is not in hive://lookup/l with metadata that match",
    ],
    [
      at("string distance", { value: "abc", max: 1 }),
      "abd",
      'is within 1 of "abc"',
      "xyz",
      'is not within 1 of "abc"',
    ],
  ])("%j: %j %s; %j %s", (detect, passing, does, failing, doesNot) => {
    expect(explained(detect, { A: passing })).toMatchObject({
      verdict: true,
      why: `event/A ${JSON.stringify(passing)} ${does}`,
      path: "event/A",
      reached: [{ at: "event/A", value: passing }],
    });
    expect(explained(detect, { A: failing })).toMatchObject({
      verdict: false,
      why: `event/A ${JSON.stringify(failing)} ${doesNot}`,
    });
  });

  it.each<[Json, string, Json, string, Json, string]>([
    [{ op: "is arm" }, "arch", 3, "is that architecture", 2, "is not 3"],
    [{ op: "is tagged", tag: "vip" }, "tags", ["vip"], 'has "vip"', ["x"], 'does not have "vip"'],
  ])("%j: of routing/%s %j it says %s, of %j %s", (detect, member, passing, does, failing, doesNot) => {
    const onSensor = (value: Json) => explain(detectOf(detect), eventOf({}, { [member]: value }));
    expect(onSensor(passing)).toMatchObject({
      verdict: true,
      why: `routing/${member} ${JSON.stringify(passing)} ${does}`,
      path: `routing/${member}`,
      reached: [{ at: `routing/${member}`, value: passing }],
    });
    expect(onSensor(failing)).toMatchObject({
      verdict: false,
      why: `routing/${member} ${JSON.stringify(failing)} ${doesNot}`,
    });
  });

  it("of a sensor about which nothing is said, it says that, and not turns it round", () => {
    const untold = { routing: { event_type: "T" }, event: {} };
    expect(explain(detectOf({ op: "is tagged", tag: "vip" }), untold)).toMatchObject({
      verdict: false,
      why: "there is nothing at routing/tags",
      reached: [],
    });
    expect(judged({ op: "is tagged", tag: "vip", not: true }, untold)).toBe("true");
    expect(judged({ op: "is 64 bit", not: true }, untold)).toBe("true");
  });
});

describe("why an answer is open", () => {
  it.each<[Json, Json, string]>([
    [
      at("is private address"),
      "::ffff:10.0.0.1",
      'event/A "::ffff:10.0.0.1": how IPv4-mapped IPv6 addresses are taken is not documented',
    ],
    [
      at("contains", { value: "" }),
      "a",
      'event/A "a": whether every text contains the empty text is not documented',
    ],
    [
      at("contains", { value: "4" }),
      445,
      "event/A 445: whether contains reads numbers and booleans as text is not documented",
    ],
    [
      at("lookup", { resource: "hive://lookup/other" }),
      "x",
      'event/A "x": the contents of hive://lookup/other are not given',
    ],
    [{ op: "external", resource: "x" }, {}, "the detection x cannot be evaluated offline"],
    [
      { op: "and", rules: [{ op: "yara", resource: "hive://yara/x" }] },
      {},
      "YARA rules are not evaluated offline",
    ],
    [
      { op: "or", rules: [{ op: "yara", resource: "hive://yara/x" }, at("exists")] },
      undefined as unknown as Json,
      "YARA rules are not evaluated offline",
    ],
  ])("%j on %j: %s", (detect, value, why) => {
    const { verdict, why: said } = explained(detect, value === undefined ? {} : { A: value });
    expect([verdictText(verdict).split(",")[0], said]).toEqual(["uncertain", why]);
  });
});

describe("what is explained of the elements of a list", () => {
  const rule = { op: "scope", path: "event/N", rule: { op: "is", path: "event/A", value: 1 } };

  it("begins with the elements that decided", () => {
    const matching = explained(rule, { N: [{ A: 0 }, { A: 1 }, { A: 2 }] });
    expect(matching.why).toBe("event/N/1 satisfies the rule");
    expect(matching.reached).toEqual([
      { at: "event/N/1", value: { A: 1 } },
      { at: "event/N/0", value: { A: 0 } },
      { at: "event/N/2", value: { A: 2 } },
    ]);
    expect(matching.parts.map(({ verdict }) => verdict)).toEqual([true, false, false]);
  });

  it("goes into twenty of them at most, and counts all", () => {
    const many = explained(rule, { N: Array.from({ length: 30 }, () => ({ A: 0 })) });
    expect([many.parts.length, many.reached.length, many.why]).toEqual([
      20,
      20,
      "none of the 30 elements at event/N satisfies the rule",
    ]);
    const last = explained(rule, { N: [...Array.from({ length: 30 }, () => ({ A: 0 })), { A: 1 }] });
    expect([last.parts.length, last.why]).toEqual([20, "event/N/30 satisfies the rule"]);
  });
});

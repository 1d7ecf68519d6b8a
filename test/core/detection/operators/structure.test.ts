import { describe, expect, it } from "vitest";
import type { Json } from "../../../../src/core/model/json.js";
import { evaluate } from "../../../../src/core/detection/evaluate.js";
import type { JsonObject } from "../../../../src/core/model/json.js";
import { detectOf, eventOf, judged } from "../rules.js";

describe("scope", () => {
  const rule = (inner: readonly JsonObject[]) => ({
    op: "scope",
    path: "event/N/",
    rule: { op: "and", rules: inner },
  });
  const both = rule([
    { op: "is", path: "event/A", value: 1 },
    { op: "is", path: "B", value: 2 },
  ]);

  it("asks one element for everything", () => {
    expect(judged(both, { N: [{ A: 1 }, { B: 2 }] })).toBe("false");
    expect(judged(both, { N: [{ A: 1, B: 2 }] })).toBe("true");
    expect(judged(both, { N: [] })).toBe("false");
    expect(judged(both, {})).toBe("false");
  });

  it("takes a map for an element, and goes through all lists that a path leads to", () => {
    expect(judged(both, { N: { A: 1, B: 2 } })).toBe("true");
    const nested = { op: "scope", path: "event/L/N", rule: both.rule };
    expect(judged(nested, { L: [{ N: [{ A: 1 }] }, { N: [{ A: 1, B: 2 }] }] })).toBe("true");
    const question = { op: "scope", path: "event/N/?", rule: both.rule };
    expect(judged(question, { N: [{ A: 1, B: 2 }] })).toBe("true");
  });

  it("can be nested, inverted, and stand for plain elements", () => {
    const inner = { op: "scope", path: "event/M", rule: { op: "is", path: "event", value: "x" } };
    const outer = { op: "scope", path: "event/N", rule: inner };
    expect(judged(outer, { N: [{ M: ["y"] }, { M: ["x"] }] })).toBe("true");
    expect(judged({ ...both, not: true }, { N: [{ A: 1 }] })).toBe("true");
  });

  it("keeps the sensor, and most likely routing/", () => {
    const inside = (inner: Json) => ({ op: "scope", path: "event/N", rule: inner });
    expect(judged(inside({ op: "is windows" }), { N: [{}] })).toBe("true");
    expect(judged(inside({ op: "is", path: "routing/event_type", value: "T" }), { N: [{}] })).toBe(
      "uncertain, likely true",
    );
    expect(judged(inside({ op: "is", path: "routing/event_type", value: "S" }), { N: [{}] })).toBe("false");
    expect(judged(inside({ op: "is", path: "event/A", value: "<<event/B>>" }), { N: [{ A: 1, B: 1 }] })).toBe(
      "true",
    );
  });

  it("guesses nothing where both the way and the value are open", () => {
    const rule = {
      op: "scope",
      path: "event/N",
      rule: { op: "is", path: "routing/plat", value: "268435456" },
    };
    expect(judged(rule, { N: [{}] })).toBe("uncertain");
  });

  it("passes on what is open about the way to the list", () => {
    expect(
      judged({ op: "scope", path: "event/N/0", rule: { op: "exists", path: "event/A" } }, { N: [{ A: 1 }] }),
    ).toBe("uncertain");
    expect(
      judged({ op: "scope", path: "event/N/0", rule: { op: "exists", path: "event/B" } }, { N: [{ A: 1 }] }),
    ).toBe("false");
  });
});

describe("lookup", () => {
  const lookups = { bad: { "evil.com": { risk: 9 }, "Odd.com": { risk: 1 }, "445": null } };
  const rule = (more: object = {}) => ({
    op: "lookup",
    path: "event/A",
    resource: "hive://lookup/bad",
    ...more,
  });

  it("asks whether the value is a key", () => {
    expect(judged(rule(), { A: "evil.com" }, { lookups })).toBe("true");
    expect(judged(rule(), { A: "www.evil.com" }, { lookups })).toBe("false");
    expect(judged(rule(), { A: "EVIL.com" }, { lookups })).toBe("false");
    expect(judged(rule({ "case sensitive": false }), { A: "odd.COM" }, { lookups })).toBe("true");
    expect(judged(rule({ "case sensitive": false }), { A: "other.COM" }, { lookups })).toBe("false");
    expect(judged(rule({ "case sensitive": false }), { A: null }, { lookups: { bad: { null: 1 } } })).toBe(
      "false",
    );
    expect(judged(rule(), { A: {} }, { lookups: { bad: { "[object Object]": 1 } } })).toBe("false");
    expect(judged(rule(), { A: "constructor" }, { lookups })).toBe("false");
    expect(judged(rule(), { A: null }, { lookups })).toBe("false");
    expect(judged(rule(), { A: 445 }, { lookups })).toBe("uncertain");
    expect(judged(rule(), { A: 446 }, { lookups })).toBe("false");
  });

  it("finds lookups by their names, and answers of an API by the resource", () => {
    const one = { "lcr://api/ip-geo": { "1.1.1.1": { country: "AU" } }, bad: { x: {} } };
    expect(judged(rule({ resource: "lcr://api/ip-geo" }), { A: "1.1.1.1" }, { lookups: one })).toBe("true");
    expect(judged(rule({ resource: "lcr://lookup/bad" }), { A: "x" }, { lookups: one })).toBe("true");
    expect(judged(rule({ resource: "lookup/bad" }), { A: "x" }, { lookups: one })).toBe("true");
    expect(judged(rule({ resource: "hive://lookup/other" }), { A: "x" }, { lookups: one })).toBe("uncertain");
    expect(judged(rule({ resource: "hive://lookup/toString" }), { A: "x" }, { lookups: one })).toBe(
      "uncertain",
    );
    expect(judged(rule(), { A: "x" })).toBe("uncertain");
    expect(judged(rule(), { B: "x" })).toBe("false");
  });

  it("asks about the metadata of the hit, whose paths start there", () => {
    const risky = (value: number) => rule({ metadata_rules: { op: "is greater than", path: "risk", value } });
    expect(judged(risky(5), { A: "evil.com" }, { lookups })).toBe("true");
    expect(judged(risky(9), { A: "evil.com" }, { lookups })).toBe("false");
    const folded = { ...risky(5), "case sensitive": false };
    expect(judged(folded, { A: "EVIL.com" }, { lookups })).toBe("true");
    expect(judged(folded, { A: "odd.com" }, { lookups })).toBe("false");
    const whole = rule({ metadata_rules: { op: "is greater than", path: "/", value: 0, "length of": true } });
    expect(judged(whole, { A: "evil.com" }, { lookups })).toBe("true");
    expect(
      judged(
        rule({ metadata_rules: { op: "is", path: "event/risk", value: 9 } }),
        { A: "evil.com" },
        { lookups },
      ),
    ).toBe("false");
    const open = rule({ metadata_rules: { op: "is", path: "risk", value: "9" } });
    expect(judged(open, { A: "evil.com" }, { lookups })).toBe("uncertain, likely false");
  });

  it("hands the metadata of a hit to templates under the name they use", () => {
    const metadataOf = (resource: string, names: object) =>
      evaluate(detectOf({ op: "lookup", path: "event/A", resource }), eventOf({ A: "k" }), {
        lookups: names as never,
      }).metadata;
    expect(metadataOf("hive://lookup/my-list", { "my-list": { k: { x: 1 } } })).toEqual({
      my_list: { x: 1 },
    });
    expect(metadataOf("lcr://api/ip-geo", { "ip-geo": { k: { x: 1 } } })).toEqual({
      lcr___api_ip_geo: { x: 1 },
    });
    expect(metadataOf("hive://lookup/my-list", { "my-list": {} })).toEqual({});
    const refused = {
      op: "lookup",
      path: "event/A",
      resource: "hive://lookup/l",
      metadata_rules: { op: "is", path: "x", value: 2 },
    };
    const names = { l: { k: { x: 1 } } };
    expect(evaluate(detectOf(refused), eventOf({ A: "k" }), { lookups: names }).metadata).toEqual({});
    expect(Object.keys(metadataOf("hive://lookup/__proto__", { ["__proto__"]: { k: 1 } }))).toEqual([
      "__proto__",
    ]);
  });
});

describe("operators that are not evaluated offline", () => {
  it.each([
    [
      { op: "external", resource: "lcr://detection/x" },
      "the detection lcr://detection/x cannot be evaluated offline",
    ],
    [{ op: "yara", resource: "hive://yara/x" }, "YARA rules are not evaluated offline"],
    [{ op: "ask ai", definition: "hive://ai_agent/x" }, "ask ai is not supported in this context"],
    [
      { op: "ask ai", definition: "hive://ai_agent/x", metadata_rules: { op: "exists", path: "verdict" } },
      "ask ai is not supported in this context",
    ],
    [
      { op: "pivot", path: "event/USER", from: "email", to: "owned.hostname" },
      "what email leads to (owned.hostname) only the service can answer",
    ],
    [
      {
        op: "pivot",
        path: "event/USER",
        from: "email",
        to: "entity",
        name: "who",
        metadata_rules: { op: "is", path: "count", value: 1 },
      },
      "what email leads to (entity) only the service can answer",
    ],
  ])("%j is uncertain", (rule, reason) => {
    const { verdict } = evaluate(detectOf(rule), eventOf({ USER: "ana@example.com" }));
    expect(verdict).toMatchObject({ reason, lean: undefined });
  });

  it("a pivot from what the event does not have is no match", () => {
    const rule = { op: "pivot", path: "event/USER", from: "email", to: "entity" };
    expect(evaluate(detectOf(rule), eventOf({})).verdict).toBe(false);
    expect(evaluate(detectOf(rule), eventOf({ USER: { NAME: "ana" } })).verdict).toBe(false);
  });
});

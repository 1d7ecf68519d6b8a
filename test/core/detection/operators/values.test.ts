import { describe, expect, it } from "vitest";
import type { Json } from "../../../../src/core/model/json.js";
import { evaluate } from "../../../../src/core/detection/evaluate.js";
import { detectOf, judged, verdictText } from "../rules.js";

const at = (op: string, more: object): Json => ({ op, path: "event/A", ...more });

describe("is", () => {
  it.each([
    [{ value: "x" }, "x", "true"],
    [{ value: "x" }, "X", "false"],
    [{ value: "X", "case sensitive": false }, "x", "true"],
    [{ value: 1 }, 1, "true"],
    [{ value: 1 }, 2, "false"],
    [{ value: 1.5 }, 1.5, "true"],
    [{ value: true }, true, "true"],
    [{ value: false }, true, "false"],
    [{ value: 445 }, "445", "uncertain, likely false"],
    [{ value: "445" }, 445, "uncertain, likely false"],
    [{ value: "446" }, 445, "false"],
    [{ value: true }, "true", "uncertain, likely false"],
    [{ value: true }, 1, "false"],
    [{ value: "" }, null, "false"],
    [{ value: "x" }, { x: 1 }, "false"],
    [{ value: "x" }, ["x"], "uncertain, likely false"],
    [{ value: "x" }, ["y"], "false"],
    [{ value: "x" }, [], "false"],
    [{ value: "x" }, [["x"], { A: "x" }], "false"],
    [{ value: "null" }, null, "false"],
    [{ value: "[object Object]" }, { x: 1 }, "false"],
    [{ value: true }, "TRUE", "false"],
  ])("%j on %j is %s", (parameters, value, verdict) => {
    expect(judged(at("is", parameters), { A: value as Json })).toBe(verdict);
  });

  it("folds letters beyond ASCII one by one, and says that this is open", () => {
    const folded = (value: string, text: string) =>
      judged(at("is", { value, "case sensitive": false }), { A: text });
    expect(folded("ÄRGER", "ärger")).toBe("uncertain, likely true");
    expect(folded("ärger X", "ärger x")).toBe("true");
    expect(folded("äx", "Öx")).toBe("false");
    expect(judged(at("contains", { value: "ΑΣ", "case sensitive": false }), { A: "ΑΣΑ" })).toBe("true");
  });

  it("compares with values elsewhere in the record", () => {
    const rule = at("is", { value: "<<event/B>>" });
    expect(judged(rule, { A: "x", B: "x" })).toBe("true");
    expect(judged(rule, { A: "x", B: "y" })).toBe("false");
    expect(judged(rule, { A: "x" })).toBe("false");
    expect(judged(rule, { A: 1, B: 1 })).toBe("true");
    expect(judged(rule, { A: null, B: null })).toBe("false");
    expect(judged(rule, { A: null, B: "null" })).toBe("false");
    expect(judged(rule, { A: "null", B: null })).toBe("false");
    expect(judged(rule, { A: 1, B: "1" })).toBe("uncertain, likely false");
    expect(judged(at("is", { value: "<<event/B/?>>" }), { A: "y", B: ["x", "y"] })).toBe("true");
    expect(judged(at("is", { value: "<<event/B/1>>" }), { A: "y", B: ["x", "y"] })).toBe("uncertain");
    expect(judged(at("is", { value: "<<event/B/1>>" }), { A: "z", B: ["x", "y"] })).toBe("false");
    expect(judged(at("is", { value: "<<>>" }), { A: "<<>>" })).toBe("true");
  });

  it("compares with any value of a sensor variable", () => {
    const rule = at("is", { value: "[[known]]" });
    expect(judged(rule, { A: "x" }, { variables: { known: ["y", "x"] } })).toBe("true");
    expect(judged(rule, { A: "z" }, { variables: { known: ["y", "x"] } })).toBe("false");
    expect(judged(rule, { A: "x" }, { variables: {} })).toBe("false");
    expect(judged(rule, { A: "x" })).toBe("false");
    expect(judged(at("is", { value: "[[constructor]]" }), { A: "x" }, { variables: {} })).toBe("false");
    expect(judged(at("is", { value: "[[known]]", not: true }), { A: "x" })).toBe("true");
    expect(
      judged(
        at("is", { value: "[[known]]", "case sensitive": false }),
        { A: "X" },
        { variables: { known: ["x"] } },
      ),
    ).toBe("true");
  });

  it("expands templates most likely", () => {
    const rule = at("is", { value: "on {{ .routing.event_type }}" });
    expect(judged(rule, { A: "on T" })).toBe("uncertain, likely true");
    expect(judged(rule, { A: "on {{ .routing.event_type }}" })).toBe("uncertain, likely false");
    expect(judged(rule, { A: "on S" })).toBe("false");
    expect(verdictText(evaluate(detectOf({ op: "is", path: "/", value: "{{ . }}" }), "x").verdict)).toBe(
      "uncertain, likely true",
    );
    expect(judged(at("contains", { value: "{{7*7}}" }), { A: "x {{7*7}}" })).toBe("uncertain, likely false");
  });
});

describe("contains, starts with, ends with", () => {
  it.each([
    ["contains", { value: "b" }, "abc", "true"],
    ["contains", { value: "B" }, "abc", "false"],
    ["contains", { value: "B", "case sensitive": false }, "abc", "true"],
    ["contains", { value: "aa", count: 2 }, "aaa", "false"],
    ["contains", { value: "aa", count: 2 }, "aaaa", "true"],
    ["contains", { value: "aa", count: 0 }, "b", "true"],
    ["contains", { value: "" }, "abc", "uncertain, likely true"],
    ["contains", { value: "", not: true }, "abc", "uncertain, likely false"],
    ["contains", { value: "" }, null, "false"],
    ["contains", { value: "4" }, 445, "uncertain"],
    ["contains", { value: "9" }, 445, "false"],
    ["contains", { value: 44 }, "445", "uncertain"],
    ["contains", { value: 44 }, "55", "false"],
    ["contains", { value: "x" }, { x: 1 }, "false"],
    ["contains", { value: "x" }, ["axb"], "uncertain, likely false"],
    ["starts with", { value: "ab" }, "abc", "true"],
    ["starts with", { value: "bc" }, "abc", "false"],
    ["starts with", { value: "4" }, 445, "uncertain"],
    ["ends with", { value: "bc" }, "abc", "true"],
    ["ends with", { value: "ab" }, "abc", "false"],
    ["ends with", { value: "BC", "case sensitive": false }, "abc", "true"],
  ])("%s %j on %j is %s", (op, parameters, value, verdict) => {
    expect(judged(at(op, parameters), { A: value as Json })).toBe(verdict);
  });
});

describe("is greater than, is lower than", () => {
  it.each([
    ["is greater than", { value: 5 }, 6, "true"],
    ["is greater than", { value: 5 }, 5, "false"],
    ["is lower than", { value: 5 }, 4, "true"],
    ["is lower than", { value: 5 }, 5, "false"],
    ["is greater than", { value: 5 }, "6", "uncertain"],
    ["is greater than", { value: 5 }, "4", "false"],
    ["is greater than", { value: 5 }, "many", "false"],
    ["is greater than", { value: 5 }, "", "false"],
    ["is greater than", { value: 5 }, true, "false"],
    ["is lower than", { value: 5 }, "4", "uncertain"],
    ["is lower than", { value: 5 }, "", "false"],
    ["is lower than", { value: 5 }, " \t", "false"],
    ["is lower than", { value: 5 }, "many", "false"],
    ["is lower than", { value: 5 }, true, "false"],
    ["is lower than", { value: 5 }, null, "false"],
    ["is lower than", { value: 5 }, {}, "false"],
    ["is lower than", { value: 5, "length of": true }, 1, "false"],
    ["is lower than", { value: 5, "length of": true }, "ab", "true"],
    ["is lower than", { value: 5, "length of": true }, "", "true"],
    ["is greater than", { value: "5" }, 6, "true"],
    ["is greater than", { value: 5 }, [6], "uncertain, likely false"],
    ["is greater than", { value: 2, "length of": true }, "abc", "true"],
    ["is lower than", { value: 3, "length of": true }, "abc", "false"],
    ["is greater than", { value: 1, "length of": true }, ["a", "b"], "true"],
    ["is greater than", { value: 1, "length of": true }, { a: 1, b: 2 }, "true"],
    ["is greater than", { value: 1, "length of": true }, 12, "false"],
    ["is greater than", { value: 1, "length of": true }, null, "false"],
    ["is greater than", { value: 3, "length of": true }, "äöü", "uncertain"],
    ["is greater than", { value: 2, "length of": true }, "äöü", "true"],
    ["is greater than", { value: 6, "length of": true }, "äöü", "false"],
    ["is greater than", { value: 6, "length of": true }, "€𝄞", "uncertain"],
    ["is greater than", { value: 7, "length of": true }, "€𝄞", "false"],
  ])("%s %j on %j is %s", (op, parameters, value, verdict) => {
    expect(judged(at(op, parameters), { A: value })).toBe(verdict);
  });

  it("compares with values elsewhere and with variables, whose values are texts", () => {
    expect(judged(at("is greater than", { value: "<<event/B>>" }), { A: 2, B: 1 })).toBe("true");
    expect(judged(at("is greater than", { value: "<<event/B/0>>" }), { A: 2, B: [1] })).toBe("uncertain");
    const variables = { limit: ["10"] };
    expect(judged(at("is greater than", { value: "[[limit]]" }), { A: 11 }, { variables })).toBe("true");
    expect(judged(at("is greater than", { value: "[[limit]]" }), { A: 9 }, { variables })).toBe("false");
  });
});

describe("exists", () => {
  it.each([
    [{}, null, "true"],
    [{}, "", "true"],
    [{}, [], "true"],
    [{ truthy: true }, null, "false"],
    [{ truthy: true }, "", "false"],
    [{ truthy: true }, 0, "true"],
    [{ truthy: true }, false, "true"],
    [{ truthy: true }, [], "true"],
    [{ truthy: false }, "", "true"],
  ])("%j on %j is %s", (parameters, value, verdict) => {
    expect(judged(at("exists", parameters), { A: value as Json })).toBe(verdict);
  });

  it("leaves open what a number in a path reaches", () => {
    expect(judged({ op: "exists", path: "event/A/0" }, { A: ["x"] })).toBe("uncertain");
  });
});

describe("matches", () => {
  it.each([
    [{ re: "B" }, "abc", "true"],
    [{ re: "B", "case sensitive": true }, "abc", "false"],
    [{ re: "^b" }, "abc", "false"],
    [{ re: "c$" }, "abc\nd", "false"],
    [{ re: "(?m)c$" }, "abc\nd", "true"],
    [{ re: "a.c" }, "a\nc", "false"],
    [{ re: "\\Aa\\w+\\z" }, "abc", "true"],
    [{ re: "\\Qa.b\\E" }, "axb", "false"],
    [{ re: "[[:alpha:]]{3}" }, "abc", "true"],
    [{ re: "(?P<n>b)" }, "abc", "true"],
    [{ re: "\\d" }, "٣", "false"],
    [{ re: "^44" }, 445, "uncertain"],
    [{ re: "^9" }, 445, "false"],
    [{ re: 44 }, "445", "true"],
    [{ re: "x" }, null, "false"],
    [{ re: "null" }, null, "false"],
    [{ re: "object" }, { x: 1 }, "false"],
    [{ re: "true" }, true, "uncertain"],
    [{ re: "x" }, ["x"], "uncertain, likely false"],
  ])("%j on %j is %s", (parameters, value, verdict) => {
    expect(judged(at("matches", parameters), { A: value as Json })).toBe(verdict);
  });

  it("answers at once for patterns that make other engines think for ever", () => {
    const text = `${"a".repeat(1_000_000)}!`;
    for (const re of ["(a+)+$", "^(a|a)*$", "(a*)*b", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$"]) {
      expect(judged(at("matches", { re, "case sensitive": true }), { A: text })).toBe("false");
    }
  });
});

describe("string distance", () => {
  it.each([
    [{ value: "google.com", max: 1 }, "googlr.com", "true"],
    [{ value: "google.com", max: 1 }, "gogglr.com", "false"],
    [{ value: "abc", max: 0 }, "abc", "true"],
    [{ value: "abc", max: 3 }, "", "true"],
    [{ value: "abc", max: 2 }, "abcde", "true"],
    [{ value: "abc", max: 1 }, "abcde", "false"],
    [{ value: ["x", "abc"], max: 1 }, "abd", "true"],
    [{ value: "ABC", max: 0 }, "abc", "false"],
    [{ value: "ABC", max: 0, "case sensitive": false }, "abc", "true"],
    [{ value: "445", max: 1 }, 446, "uncertain"],
    [{ value: "abc", max: 1 }, 446, "false"],
    [{ value: "abc", max: 1 }, null, "false"],
    [{ value: "null", max: 0 }, null, "false"],
    [{ value: "[object Object]", max: 0 }, {}, "false"],
    [{ value: "für", max: 1 }, "fur", "uncertain, likely true"],
    [{ value: "für", max: 2 }, "fur", "true"],
  ])("%j on %j is %s", (parameters, value, verdict) => {
    expect(judged(at("string distance", parameters), { A: value })).toBe(verdict);
  });

  it("does not compare what takes for ever", () => {
    const value = "x".repeat(100_000);
    expect(judged(at("string distance", { value, max: 5000 }), { A: "y".repeat(100_000) })).toBe("uncertain");
    expect(judged(at("string distance", { value, max: 2 }), { A: `${"x".repeat(99_999)}y` })).toBe("true");
    expect(judged(at("string distance", { value, max: 200_000 }), { A: "y" })).toBe("true");
  });
});

describe("transforms", () => {
  it.each([
    [{ value: "c.exe", "file name": true }, "C:\\a\\c.exe", "true"],
    [{ value: "c", "file name": true }, "/a/b/c", "true"],
    [{ value: "c.exe", "file name": true }, "c.exe", "true"],
    [{ value: "", "file name": true }, "a\\", "true"],
    [{ value: "c", "file name": false }, "/a/c", "false"],
    [{ value: 5, "file name": true }, 5, "true"],
    [{ value: "aa.bb", "sub domain": "0:2" }, "aa.bb.cc", "true"],
    [{ value: "cc", "sub domain": "-1" }, "aa.bb.cc", "true"],
    [{ value: "cc", "sub domain": -1 }, "aa.bb.cc", "true"],
    [{ value: "bb", "sub domain": "1" }, "aa.bb.cc", "true"],
    [{ value: "bb.cc", "sub domain": "-2:" }, "aa.bb.cc", "true"],
    [{ value: "aa", "sub domain": ":-2" }, "aa.bb.cc", "true"],
    [{ value: "bb", "sub domain": ":" }, "aa.bb.cc", "true"],
    [{ value: "aa.bb", "sub domain": ":" }, "aa.bb.cc", "false"],
    [{ value: "", "sub domain": "5:" }, "aa.bb", "false"],
    [{ value: "aa", "sub domain": "7" }, "aa.bb", "false"],
    [{ value: "com", "file name": true, "sub domain": "-1" }, "x/y.com", "true"],
  ])("%j on %j is %s", (parameters, value, verdict) => {
    expect(judged(at("is", parameters), { A: value as Json })).toBe(verdict);
  });

  it("works with every operator that takes them", () => {
    const file = { A: "C:\\x\\evil.exe" };
    expect(judged(at("matches", { re: "^evil", "file name": true }), file)).toBe("true");
    expect(judged(at("string distance", { value: "evik.exe", max: 1, "file name": true }), file)).toBe(
      "true",
    );
    expect(judged(at("ends with", { value: ".exe", "file name": true }), file)).toBe("true");
    const lookups = { bad: { "evil.exe": {} } };
    expect(
      judged(at("lookup", { resource: "hive://lookup/bad", "file name": true }), file, { lookups }),
    ).toBe("true");
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import type { RuleTestReport } from "../../../src/core/model/rule-test.js";
import { renderGitHub, renderJUnit, renderRuleTests } from "../../../src/core/report/rule-tests.js";
import { plainStyle } from "../../../src/core/report/style.js";

const report = (more: Partial<RuleTestReport>): RuleTestReport => ({
  file: "a.yaml",
  rule: "r",
  kind: "match",
  index: 0,
  pass: true,
  explanation: null,
  ...more,
});
const summaryOf = (results: readonly RuleTestReport[], untested = 0) => ({
  passed: results.filter(({ pass }) => pass).length,
  failed: results.filter(({ pass }) => !pass).length,
  untested,
  results,
});

it("shows what failed and what a passed test does not prove, and only that", () => {
  const results = [
    report({}),
    report({ kind: "non_match", index: 1, explanation: "it proves nothing" }),
    report({ kind: "rule", pass: false, explanation: "detect: bad\ndetect: worse" }),
    report({ kind: "count", pass: false, explanation: null }),
  ];
  expect(renderRuleTests(summaryOf(results, 2), plainStyle)).toBe(`passed, but  r: non_match 2  a.yaml
  it proves nothing

FAILED  r does not compile  a.yaml
  detect: bad
  detect: worse

FAILED  r: number of tests  a.yaml
  ${""}

2 tests passed, 2 failed, 2 rules without tests
`);
});

const hostile = fc.string({ unit: "binary", maxLength: 30 });
const anyReport = fc.record({
  file: hostile,
  rule: hostile,
  kind: fc.constantFrom("match" as const, "non_match" as const, "rule" as const, "count" as const),
  index: fc.nat(9),
  pass: fc.boolean(),
  explanation: fc.option(hostile),
});

it("no text breaks out of JUnit's XML or of a workflow command", () => {
  fc.assert(
    fc.property(fc.array(anyReport, { maxLength: 5 }), (results) => {
      const xml = renderJUnit(summaryOf(results));
      expect(xml.replace(/<[^<>]*>/g, "")).not.toMatch(/[<>]/);
      expect(xml.match(/<testcase /g) ?? []).toHaveLength(results.length);
      const failures = results.filter(({ pass }) => !pass).length;
      const lines = renderGitHub(summaryOf(results)).split("\n");
      expect(lines).toHaveLength(failures + 2);
      expect(lines.filter((line) => line.startsWith("::error "))).toHaveLength(failures);
    }),
  );
});

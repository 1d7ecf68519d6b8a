import { describe, expect, it } from "vitest";
import { compareText } from "../../../src/core/model/finding.js";
import { selectorChecks } from "../../../src/core/selector/checks/table.js";
import { lintSelector } from "../../../src/core/selector/lint.js";
import { parseSelector } from "../../../src/core/selector/parse.js";

/** Ids and severities of what the linter finds, in its order. */
function lint(text: string): string[] {
  const parsed = parseSelector(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return lintSelector(parsed.expression).map(
    ({ check, severity, column }) => `${column} ${severity} ${check}`,
  );
}

describe("lintSelector", () => {
  it("finds nothing in a selector for agents of one platform", () => {
    expect(lint("plat == `windows` and `server` in tags and arch != `usp_adapter`")).toEqual([]);
  });

  it("tells everything in the order of the text, and at one place in the order of the table", () => {
    expect(lint("tags == prod or hostanme matches `[` or plat == Linux")).toEqual([
      "1 error selector/type-mismatch",
      "1 note selector/adapters",
      "17 warning selector/unknown-field",
      "34 warning selector/invalid-pattern",
      "49 warning selector/platform-name",
    ]);
  });

  it("keeps that order where one part has several problems", () => {
    expect(lint("plat contains `` and `<x>` in arch or plat == `linux`")).toEqual([
      "15 warning selector/always-true",
      "15 note selector/part-of-name",
      "22 warning selector/placeholder",
      "22 note selector/part-of-name",
      "39 warning selector/adapters",
    ]);
    expect(lint("hostname")).toEqual(["1 note selector/adapters", "1 warning selector/text-alone"]);
    expect(lint("sealed is nil")).toEqual([
      "1 note selector/adapters",
      "1 note selector/undocumented",
      "1 note selector/undocumented",
    ]);
  });

  it("runs every check of the table", () => {
    const texts = [
      "*",
      "hostanme == x",
      "tags == x",
      "alive == x",
      "hostname matches `[`",
      "plat == linux and hostname matches `\\\\.`",
      "plat == Linux",
      "plat == okta",
      '"/a" in tags',
      "plat",
      "`` in hostname",
      "hostname == not",
      "hostname == `<x>`",
      "sid == x",
      "x in plat",
      "alive == 5",
      "did is nil",
    ];
    const found = new Set(texts.flatMap(lint).map((line) => line.split(" ")[2] ?? ""));
    expect([...found].toSorted(compareText)).toEqual(
      selectorChecks.map(({ check }) => check).toSorted(compareText),
    );
  });
});

describe("the table of checks", () => {
  it("gives every check an id of its own and says why it matters", () => {
    expect(new Set(selectorChecks.map(({ check }) => check)).size).toBe(selectorChecks.length);
    for (const { check, about, severities } of selectorChecks) {
      expect(check).toMatch(/^selector\/[a-z-]+$/);
      expect(about).toMatch(/^[^\n]{30,}\.$/);
      expect(severities.length).toBeGreaterThan(0);
    }
  });
});

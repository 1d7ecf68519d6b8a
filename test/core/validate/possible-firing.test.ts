import { describe, expect, it } from "vitest";
import { compileDetect } from "../../../src/core/detection/compile.js";
import type { JsonObject } from "../../../src/core/model/json.js";
import { mayFire, type PossibleAnswer } from "../../../src/core/validate/possible-firing.js";

const id = { path: "routing/investigation_id" };
const yes = { op: "starts with", ...id, value: "abc" };
const no = { op: "is", ...id, value: "x" };
const depends = { op: "exists", path: "event/ERROR" };

/** Whether a condition fires on an answer: yes, no, or it depends. */
function firing(condition: JsonObject, answer: Partial<PossibleAnswer> = {}): string {
  const compiled = compileDetect(condition);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const verdict = mayFire(compiled.rule, { investigationId: "abcdef", ...answer });
  if (typeof verdict !== "boolean") return "depends";
  return verdict ? "yes" : "no";
}

describe("what is certain of a rule by the investigation id alone", () => {
  it.each<[string, JsonObject, string]>([
    ["a fitting literal", yes, "yes"],
    ["another literal", no, "no"],
    ["something else", depends, "depends"],
    ["a fitting pattern", { op: "matches", ...id, re: "^a" }, "yes"],
    ["another case", { op: "contains", ...id, value: "BCD" }, "no"],
    [
      "another case that does not count",
      { op: "contains", ...id, value: "BCD", "case sensitive": false },
      "yes",
    ],
    ["the opposite of yes", { ...yes, not: true }, "no"],
    ["the opposite of no", { ...no, not: true }, "yes"],
    ["the opposite of something else", { ...depends, not: true }, "depends"],
    ["all of yes and something else", { op: "and", rules: [yes, depends] }, "depends"],
    ["all of no and something else", { op: "and", rules: [depends, no] }, "no"],
    ["any of yes and something else", { op: "or", rules: [depends, yes] }, "yes"],
    ["any of no and something else", { op: "or", rules: [no, depends] }, "depends"],
    ["any of no", { op: "or", rules: [no, no] }, "no"],
    ["an event of its own", { ...yes, event: "RECEIPT" }, "depends"],
    ["an event of its own and no", { ...no, event: "RECEIPT" }, "no"],
    [
      "the opposite of no on an event below",
      { op: "or", rules: [{ ...no, event: "RECEIPT", not: true }] },
      "depends",
    ],
    [
      "the opposite of yes on an event below",
      { op: "or", rules: [{ ...yes, event: "RECEIPT", not: true }] },
      "depends",
    ],
    ["certain times", { ...yes, times: [{ tz: "UTC" }] }, "depends"],
    ["no at certain times", { ...no, times: [{ tz: "UTC" }] }, "no"],
    ["a further condition", { ...no, "with child": depends }, "depends"],
    ["a value from elsewhere", { ...no, value: "<<event/X>>" }, "depends"],
    ["a template", { ...no, value: "{{ .x }}" }, "depends"],
    ["a variable", { ...no, value: "[[x]]" }, "depends"],
    ["elements", { op: "scope", ...id, rule: no }, "depends"],
    ["the platform", { op: "is windows" }, "depends"],
    ["the platform's code", { op: "is", path: "routing/plat", value: 1 }, "depends"],
    ["the architecture", { op: "is arm" }, "depends"],
    ["detections instead of events", { ...no, target: "detection" }, "depends"],
  ])("is for %s: %o %s", (_title, condition, verdict) => {
    expect(firing(condition)).toBe(verdict);
  });
});

describe("what is certain of a rule by event type and platform too", () => {
  const answer = { eventType: "RECEIPT", platform: "windows" };
  it.each<[string, JsonObject, string]>([
    ["its event", { ...yes, event: "RECEIPT" }, "yes"],
    ["another event", { ...yes, event: "X" }, "no"],
    ["another event that is denied at the top", { ...no, event: "X", not: true }, "no"],
    ["another event below", { op: "or", rules: [{ ...yes, event: "X" }] }, "no"],
    [
      "another event that is denied below",
      { op: "or", rules: [{ ...yes, event: "X", not: true }] },
      "depends",
    ],
    ["the event type as a value", { op: "is", path: "routing/event_type", value: "X" }, "no"],
    ["its platform", { op: "is windows" }, "yes"],
    ["another platform", { op: "is platform", name: "linux" }, "no"],
    ["the platform's code", { op: "is", path: "routing/plat", value: 0x10000000 }, "yes"],
    ["another member of routing", { op: "is", path: "routing/hostname", value: "x" }, "depends"],
  ])("is for %s: %o %s", (_title, condition, verdict) => {
    expect(firing(condition, answer)).toBe(verdict);
  });

  it("is nothing for a platform whose code is not known", () => {
    expect(firing({ op: "is windows" }, { platform: "amiga" })).toBe("depends");
  });
});

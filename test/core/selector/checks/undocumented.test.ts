import { describe, expect, it } from "vitest";
import { undocumented } from "../../../../src/core/selector/checks/undocumented.js";
import { findings } from "./findings.js";

describe("selector/undocumented", () => {
  it.each([
    [
      "sealed == true",
      [
        "note 1: whether the service has the field sealed is not established → compare the sensors that it selects with what you expect",
      ],
    ],
    [
      "any tags as t { t == x }",
      [
        "note 5: whether the service has any … as is not established → compare the sensors that it selects with what you expect",
      ],
    ],
    [
      "all tags as t { t == x }",
      [
        "note 5: whether the service has all … as is not established → compare the sensors that it selects with what you expect",
      ],
    ],
    [
      "hostname is nil",
      [
        "note 1: whether the service has is nil is not established → compare the sensors that it selects with what you expect",
      ],
    ],
    [
      "any is_del as t { should_seal is not nil }",
      [
        "note 5: whether the service has the field is_del is not established → compare the sensors that it selects with what you expect",
        "note 5: whether the service has any … as is not established → compare the sensors that it selects with what you expect",
        "note 19: whether the service has the field should_seal is not established → compare the sensors that it selects with what you expect",
        "note 19: whether the service has is nil is not established → compare the sensors that it selects with what you expect",
      ],
    ],
  ])("notes what the service may not have: %s", (text, expected) => {
    expect(findings(undocumented, text)).toEqual(expected);
  });

  it.each(["hostname is empty", "plat == sealed"])("is silent on the rest: %s", (text) => {
    expect(findings(undocumented, text)).toEqual([]);
  });
});

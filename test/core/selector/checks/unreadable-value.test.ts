import { describe, expect, it } from "vitest";
import { unreadableValue } from "../../../../src/core/selector/checks/unreadable-value.js";
import { findings } from "./findings.js";

describe("selector/unreadable-value", () => {
  it.each([
    [
      "alive == x",
      [
        'error 10: Cannot compare alive with "x": that is not an integer → write a whole number; times are epoch seconds, such as 1700000000',
      ],
    ],
    [
      "enroll != 1.5",
      [
        'error 11: Cannot compare enroll with "1.5": that is not an integer → write a whole number; times are epoch seconds, such as 1700000000',
      ],
    ],
    [
      "isolated == yes",
      ['error 13: Cannot compare isolated with "yes": that is not a boolean → write true or false'],
    ],
    [
      "kernel != `TRUE `",
      ['error 11: Cannot compare kernel with "TRUE ": that is not a boolean → write true or false'],
    ],
    [
      "not alive == ``",
      [
        'error 14: Cannot compare alive with "": that is not an integer → write a whole number; times are epoch seconds, such as 1700000000',
      ],
    ],
  ])("refuses integers and booleans that Go cannot read: %s", (text, expected) => {
    expect(findings(unreadableValue, text)).toEqual(expected);
  });

  it.each([
    [
      "arch == x64 and isolated == yes",
      ['warning 29: Cannot compare isolated with "yes": that is not a boolean → write true or false'],
    ],
    [
      "any tags as i, t { i == x }",
      [
        'warning 25: Cannot compare i with "x": that is not an integer → write a whole number; times are epoch seconds, such as 1700000000',
      ],
    ],
  ])("only warns where another part of the selector can decide first: %s", (text, expected) => {
    expect(findings(unreadableValue, text)).toEqual(expected);
  });

  it.each([
    "alive == `0x10` and alive != -1",
    "isolated == T and kernel == `1` and should_isolate == `False`",
    "plat == yes and hostname == 1",
    "alive contains x or isolated is empty",
    "foo == x",
  ])("accepts every spelling that Go reads: %s", (text) => {
    expect(findings(unreadableValue, text)).toEqual([]);
  });
});

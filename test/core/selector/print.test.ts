import { describe, expect, it } from "vitest";
import { parseSelector } from "../../../src/core/selector/parse.js";
import { printSelector } from "../../../src/core/selector/print.js";

/** The canonical form of a text. */
function canonical(text: string): string {
  const parsed = parseSelector(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return printSelector(parsed.expression);
}

describe("printSelector", () => {
  it.each([
    [" * ", "*"],
    ["plat==windows", "plat == `windows`"],
    ['plat != "windows"', "plat != `windows`"],
    ["sid=='abc'", "sid == `abc`"],
    ["hostname == win-prod-01", "hostname == `win-prod-01`"],
    ["prod in tags", "`prod` in tags"],
    ['tags contains "prod"', "tags contains `prod`"],
    ['hostname not matches "^a\\\\.b"', "hostname not matches `^a\\.b`"],
    [
      "x NOT in tags AND NOT plat == y OR hostname NOT contains z",
      "`x` not in tags and not plat == `y` or hostname not contains `z`",
    ],
    ["tags is NOT empty", "tags is not empty"],
    ["did is nil", "did is nil"],
    ["did is not nil", "did is not nil"],
  ])("writes lower-case keywords, single spaces and back-ticks: %s", (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it.each([
    ["isolated", "isolated == true"],
    ["not isolated", "isolated == false"],
    ["NOT (isolated)", "isolated == false"],
    ["not not isolated", "isolated == true"],
    ["not not not isolated", "isolated == false"],
    ['isolated == "T"', "isolated == true"],
    ["kernel != 0", "kernel != false"],
    ["isolated == yes", "isolated == `yes`"],
    ["alive == `0x10`", "alive == 16"],
    ["enroll != `-1_000`", "enroll != -1000"],
    ['alive == "later"', "alive == `later`"],
    ["alive contains 1", "alive contains `1`"],
    ["hostname == 5", "hostname == `5`"],
    ["plat", "plat == `true`"],
    ["alive.x == 5", "alive.x == `5`"],
    [
      "any tags as alive { alive == `0x10` or isolated == 1 }",
      "any tags as alive { alive == `0x10` or isolated == true }",
    ],
    ["any tags as i, isolated { isolated == 1 }", "any tags as i, isolated { isolated == `1` }"],
  ])(
    "writes integers and booleans bare, in one spelling, where the field holds them: %s",
    (text, expected) => {
      expect(canonical(text)).toBe(expected);
    },
  );

  it.each([
    ["((a == b))", "a == `b`"],
    ["a == b and (c == d and e == f)", "a == `b` and c == `d` and e == `f`"],
    ["(a == b or c == d) and e == f", "(a == `b` or c == `d`) and e == `f`"],
    ["a == b or (c == d and e == f)", "a == `b` or c == `d` and e == `f`"],
    ["not (a == b and c == d)", "not (a == `b` and c == `d`)"],
    ["not (a == b or c == d)", "not (a == `b` or c == `d`)"],
    ["not (a == b)", "not a == `b`"],
    ["not not (a == b or c == d) or e == f", "a == `b` or c == `d` or e == `f`"],
    ["not (any tags as t { t == x })", "not (any tags as t { t == `x` })"],
    ["(any tags as t { t == x }) and a == b", "(any tags as t { t == `x` }) and a == `b`"],
    ["(any tags as t { t == x }) or a == b", "(any tags as t { t == `x` }) or a == `b`"],
    ["a == b or (any tags as t { t == x })", "a == `b` or any tags as t { t == `x` }"],
    ["all tags as t{(t == x or t == y) and a == b}", "all tags as t { (t == `x` or t == `y`) and a == `b` }"],
    ["any tags as i,t{t == x}", "any tags as i, t { t == `x` }"],
    ["any tags as _ , t { t == x }", "any tags as _, t { t == `x` }"],
    ["any tags as i , _ { i == x }", "any tags as i, _ { i == `x` }"],
  ])("keeps only the parentheses that matter: %s", (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it.each([
    ['"/plat" == x', "plat == `x`"],
    ['"/a/0/b" == x', "a.0.b == `x`"],
    ["a[`0`] == x", "a.0 == `x`"],
    ["a[`b`].c == x", "a.b.c == `x`"],
    ["a.10[`1b`][`b 1`] == x", "a.10[`1b`][`b 1`] == `x`"],
    ['a["b c"] == x', "a[`b c`] == `x`"],
    ["a[``] == x", "a[``] == `x`"],
    ['a["`"] == x', 'a["`"] == `x`'],
    ['"/1" == x', '"/1" == `x`'],
    ['"/1/a" is empty', '"/1/a" is empty'],
    ['"/~0~1/b" == x', '"/~0~1/b" == `x`'],
    ['"" == x', '"" == `x`'],
    ["a/b == x", "a/b == `x`"],
  ])("writes one spelling of a path: %s", (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it.each([
    ['hostname == "a`b"', 'hostname == "a`b"'],
    ['hostname == "a`\\x22\\\\\\n"', 'hostname == "a`\\x22\\\\\\x0a"'],
    ['hostname == "a\\rb"', 'hostname == "a\\x0db"'],
    ["hostname == `a\rb`", "hostname == `ab`"],
    ['hostname == "a\\nb"', "hostname == `a\nb`"],
    ['hostname == "\\u00e9\\xc3\\xa9"', "hostname == `éé`"],
  ])("falls back to double quotes where back-ticks cannot hold the text: %s", (text, expected) => {
    expect(canonical(text)).toBe(expected);
    expect(canonical(expected)).toBe(expected);
  });
});

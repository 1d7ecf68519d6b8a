import { describe, expect, it } from "vitest";
import type { SelectorProblem } from "../../../src/core/selector/problem.js";
import { parseSelector } from "../../../src/core/selector/parse.js";
import { printSelector } from "../../../src/core/selector/print.js";

const line = ({ column, check, message, fix }: SelectorProblem): string =>
  `${column} ${check}: ${message} → ${fix}`;

/** What is wrong with a text, in one line; fails the test when nothing is. */
function refusalOf(text: string): string {
  const parsed = parseSelector(text);
  if (parsed.ok) throw new Error(`${text} parses`);
  expect(parsed.problem.severity).toBe("error");
  return line(parsed.problem);
}

/** The warnings of a text that parses. */
function warningsOf(text: string): string[] {
  const parsed = parseSelector(text);
  if (!parsed.ok) throw new Error(line(parsed.problem));
  expect(parsed.warnings.every(({ severity }) => severity === "warning")).toBe(true);
  return parsed.warnings.map(line);
}

describe("parseSelector", () => {
  it.each([
    [
      "plat == x and(y == z)",
      '14 selector/syntax: Cannot read the selector: "(" stands where a space should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "",
      "1 selector/empty: Cannot read the selector: it is empty → write which sensors, or * for every sensor",
    ],
    [
      "  ",
      "3 selector/empty: Cannot read the selector: it is empty → write which sensors, or * for every sensor",
    ],
    [
      "plat ==",
      "8 selector/syntax: Cannot read the selector: the end stands where a value should → compare fields with values, join with and and or, and put values in back-ticks",
    ],
    [
      "plat == windows and",
      "20 selector/syntax: Cannot read the selector: it ends behind and → write what belongs behind it, or put a value of that name in back-ticks",
    ],
    [
      "not",
      "4 selector/syntax: Cannot read the selector: it ends behind not → write what belongs behind it, or put a value of that name in back-ticks",
    ],
    [
      "plat is not",
      "12 selector/syntax: Cannot read the selector: it ends behind not → write what belongs behind it, or put a value of that name in back-ticks",
    ],
    [
      "plat == windows and and arch == x64",
      '25 selector/syntax: Cannot read the selector: "arch" stands where an operator should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "plat windows",
      '6 selector/syntax: Cannot read the selector: "windows" stands where an operator should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "plat == windows arch == x64",
      '17 selector/syntax: Cannot read the selector: "arch" stands where and, or, or the end should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "plat == windows, arch == x64",
      '16 selector/syntax: Cannot read the selector: "," stands where and, or, or the end should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "plat == windows)",
      '16 selector/syntax: Cannot read the selector: ")" stands where and, or, or the end should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "(plat == windows",
      "17 selector/syntax: Cannot read the selector: the end stands where ) should → compare fields with values, join with and and or, and put values in back-ticks",
    ],
    [
      "()",
      '2 selector/syntax: Cannot read the selector: ")" stands where a comparison should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "plat == windows and (",
      "22 selector/syntax: Cannot read the selector: the end stands where a comparison should → compare fields with values, join with and and or, and put values in back-ticks",
    ],
    ["plat = windows", "6 selector/operator: = is no operator → write =="],
    ["plat === linux", "8 selector/operator: a third = is no operator → write == or !="],
    ["hostname =~ `x`", "10 selector/operator: =~ is no operator → write matches"],
    ["plat <> linux", "6 selector/operator: <> is no operator → write !="],
    [
      "enroll >= 1700000000",
      "8 selector/no-ordering: there is no >=: selectors compare for equality only → use == or !=; which sensors were seen lately cannot be written in a selector",
    ],
    [
      "alive < 5",
      "7 selector/no-ordering: there is no <: selectors compare for equality only → use == or !=; which sensors were seen lately cannot be written in a selector",
    ],
    [
      "alive > 5",
      "7 selector/no-ordering: there is no >: selectors compare for equality only → use == or !=; which sensors were seen lately cannot be written in a selector",
    ],
    ["a || b", "3 selector/operator: | is no operator → write or"],
    ["a | b", "3 selector/operator: | is no operator → write or"],
    ["a && b", "3 selector/operator: & is no operator → write and"],
    ["a & b", "3 selector/operator: & is no operator → write and"],
    ["!isolated", "1 selector/operator: ! is no operator → write not and a space, or !="],
    [
      "plat == windows # prod",
      "17 selector/comment: a selector has no comments → move the comment out of the selector",
    ],
    [
      "plat in [`windows`, `linux`]",
      "9 selector/list: there are no lists of values, and no parentheses around one → write one comparison for each value, joined by or",
    ],
    [
      "plat in (a, b)",
      "9 selector/list: there are no lists of values, and no parentheses around one → write one comparison for each value, joined by or",
    ],
    [
      "plat == (windows)",
      "9 selector/list: there are no lists of values, and no parentheses around one → write one comparison for each value, joined by or",
    ],
    [
      "tags == [`a`]",
      "9 selector/list: there are no lists of values, and no parentheses around one → write one comparison for each value, joined by or",
    ],
    ["not(plat == linux)", "4 selector/space: not needs a space behind it → write not ("],
    ["(not(plat == linux))", "5 selector/space: not needs a space behind it → write not ("],
    ["(a == b)and(c == d)", "9 selector/space: and needs a space on both sides → write a space before and"],
    ["a == `b`or c == d", "9 selector/space: or needs a space on both sides → write a space before or"],
    [
      "* and plat == x",
      "3 selector/star: * stands alone: it is every sensor → leave out the * and what joins it",
    ],
    [
      "plat == *",
      "9 selector/star: * is no value and no part of one → write matches with a pattern such as `^web-`",
    ],
    ["iid=='`x`'", "6 selector/nested-quotes: back-ticks inside single quotes → keep the back-ticks alone"],
    ["plat == “windows”", "9 selector/quotes: typographic quotes do not quote → put the value in back-ticks"],
    [
      "plat == windows",
      "8 selector/space: a character that looks like a space, or like nothing, and is none → replace it with a plain space",
    ],
    ["platform: windows", "9 selector/operator: : is no operator → write =="],
    [
      "platform:windows",
      "9 selector/unquoted: platform:windows needs quotes: bare values are words of letters, digits, _ . and /, or numbers → write `platform:windows`",
    ],
    [
      "any tags as t { t == 1}",
      "22 selector/space: a number needs a space before } → write a space before }",
    ],
    [
      "any tags as t { t == -1.5}",
      "22 selector/space: a number needs a space before } → write a space before }",
    ],
    [
      "any tags as t { t == x",
      "23 selector/syntax: Cannot read the selector: the end stands where } should → compare fields with values, join with and and or, and put values in back-ticks",
    ],
    [
      "any tags as t t == x }",
      '15 selector/syntax: Cannot read the selector: "t" stands where , or { should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "any tags as { t == x }",
      '13 selector/syntax: Cannot read the selector: "{" stands where a field name or _ should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "any tags { t == x }",
      '10 selector/syntax: Cannot read the selector: "{" stands where as should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "tags has prod",
      "6 selector/operator: has is no operator here → the operators are == and !=, in, contains and matches, is empty, is nil; the words also with not, in lower case",
    ],
    [
      "hostname startswith `web`",
      "10 selector/operator: startswith is no operator here → the operators are == and !=, in, contains and matches, is empty, is nil; the words also with not, in lower case",
    ],
    [
      "plat IN x",
      "6 selector/operator: IN is no operator here → the operators are == and !=, in, contains and matches, is empty, is nil; the words also with not, in lower case",
    ],
    [
      "plat == windows and hostname LIKE x",
      "30 selector/operator: LIKE is no operator here → the operators are == and !=, in, contains and matches, is empty, is nil; the words also with not, in lower case",
    ],
    [
      "has == 1 has",
      "10 selector/operator: has is no operator here → the operators are == and !=, in, contains and matches, is empty, is nil; the words also with not, in lower case",
    ],
    [
      "web-server in tags",
      "4 selector/unquoted: web-server needs quotes: bare values are words of letters, digits, _ . and /, or numbers → write `web-server`",
    ],
    [
      "int_ip == 10.3.1.25",
      "11 selector/unquoted: 10.3.1.25 needs quotes: bare values are words of letters, digits, _ . and /, or numbers → write `10.3.1.25`",
    ],
    [
      "sid == 8cbe27f4-bfa1",
      "8 selector/unquoted: 8cbe27f4-bfa1 needs quotes: bare values are words of letters, digits, _ . and /, or numbers → write `8cbe27f4-bfa1`",
    ],
    [
      "hostname matches ^web",
      "18 selector/unquoted: ^web needs quotes: bare values are words of letters, digits, _ . and /, or numbers → write `^web`",
    ],
    [
      "hostname == win@x",
      "16 selector/unquoted: win@x needs quotes: bare values are words of letters, digits, _ . and /, or numbers → write `win@x`",
    ],
    [
      "plat == lc:stable",
      "11 selector/unquoted: lc:stable needs quotes: bare values are words of letters, digits, _ . and /, or numbers → write `lc:stable`",
    ],
    [
      "plat == é",
      "9 selector/unquoted: é needs quotes: bare values are words of letters, digits, _ . and /, or numbers → write `é`",
    ],
    [
      "é == 3",
      "1 selector/unquoted: é needs quotes: bare values are words of letters, digits, _ . and /, or numbers → write `é`",
    ],
    [
      "alive == 01",
      "10 selector/unquoted: 01 needs quotes: bare values are words of letters, digits, _ . and /, or numbers → write `01`",
    ],
    [
      "alive == 0x10",
      "10 selector/unquoted: 0x10 needs quotes: bare values are words of letters, digits, _ . and /, or numbers → write `0x10`",
    ],
    [
      "[plat] == windows",
      '1 selector/syntax: Cannot read the selector: "[" stands where a comparison should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "foo[bar] == 3",
      '5 selector/syntax: Cannot read the selector: "bar" stands where a quoted value should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    ["foo[`bar` == 3", "11 selector/syntax: the [ is not closed → write ] behind the quoted name"],
    ['"unterminated in tags', '1 selector/quotes: the quote is not closed → close the value with another "'],
    ["hostname == `abc", "13 selector/quotes: the quote is not closed → close the value with another `"],
    ["hostname == 'abc", "13 selector/quotes: the quote is not closed → close the value with another '"],
    [
      "hostname == 'it's'",
      '17 selector/syntax: Cannot read the selector: "s" stands where and, or, or the end should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      'plat == a and hostname == "x',
      '27 selector/quotes: the quote is not closed → close the value with another "',
    ],
    [
      '"plat" == windows',
      "8 selector/syntax: a value stands left of ==, where a field belongs → write the field first, == and the value behind it",
    ],
    [
      "plat == windows and (443 != alive)",
      "26 selector/syntax: a value stands left of !=, where a field belongs → write the field first, != and the value behind it",
    ],
    [
      "`prod` tags",
      '8 selector/syntax: Cannot read the selector: "tags" stands where in or not should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "prod in `tags`",
      '9 selector/syntax: Cannot read the selector: "`" stands where a field should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "  not in in ",
      "13 selector/syntax: Cannot read the selector: it ends behind in → write what belongs behind it, or put a value of that name in back-ticks",
    ],
    [
      "arch == x64 and any tags as t { t == 1 }",
      "21 selector/syntax: any and all stand alone, behind the last or, or in parentheses → put parentheses around it, up to the closing brace",
    ],
    [
      "plat is windows",
      '9 selector/syntax: Cannot read the selector: "windows" stands where empty or not or nil should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "plat is not windows",
      '13 selector/syntax: Cannot read the selector: "windows" stands where empty or nil should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "plat not windows",
      '10 selector/syntax: Cannot read the selector: "windows" stands where contains or matches or in should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "tags in",
      "8 selector/syntax: Cannot read the selector: it ends behind in → write what belongs behind it, or put a value of that name in back-ticks",
    ],
    [
      "plat==windows;reboot",
      '14 selector/syntax: Cannot read the selector: ";" stands where and, or, or the end should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      'hostname == "a\\.b"',
      "15 selector/escape: Cannot read the value: \\. is no escape of a double-quoted value → put the value in back-ticks, where nothing needs escaping",
    ],
    [
      'hostname == "\\"',
      "14 selector/escape: Cannot read the value: \\ is no escape of a double-quoted value → put the value in back-ticks, where nothing needs escaping",
    ],
    [
      'hostname == "a\\x4"',
      "15 selector/escape: Cannot read the value: \\x4 is no escape of a double-quoted value → put the value in back-ticks, where nothing needs escaping",
    ],
    [
      'hostname == "\\u00zz"',
      "14 selector/escape: Cannot read the value: \\u00 is no escape of a double-quoted value → put the value in back-ticks, where nothing needs escaping",
    ],
    [
      'hostname == "a\nb"',
      "15 selector/escape: Cannot read the value: a double-quoted value ends on the line it begins on → put the value in back-ticks, where nothing needs escaping",
    ],
    [
      'foo["\\q"] == 3',
      "6 selector/escape: Cannot read the value: \\q is no escape of a double-quoted value → put the value in back-ticks, where nothing needs escaping",
    ],
    ["a == b\n  and c = d", "16 selector/operator: = is no operator → write =="],
    [
      "a == 'b' and c == \"\\q\"",
      "20 selector/escape: Cannot read the value: \\q is no escape of a double-quoted value → put the value in back-ticks, where nothing needs escaping",
    ],
    [
      "plat == %x",
      "9 selector/unquoted: %x needs quotes: bare values are words of letters, digits, _ . and /, or numbers → write `%x`",
    ],
    [
      "a.b-c == 3",
      "4 selector/unquoted: a.b-c needs quotes: bare values are words of letters, digits, _ . and /, or numbers → write `a.b-c`",
    ],
    [
      "AND",
      "4 selector/syntax: Cannot read the selector: it ends behind AND → write what belongs behind it, or put a value of that name in back-ticks",
    ],
    [
      "plat == windows OR ",
      "20 selector/syntax: Cannot read the selector: it ends behind OR → write what belongs behind it, or put a value of that name in back-ticks",
    ],
    [
      "a == b or AND c == d",
      '15 selector/syntax: Cannot read the selector: "c" stands where an operator should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    ["prod! in tags", "5 selector/operator: ! is no operator → write not and a space, or !="],
    [
      "x == y)",
      '7 selector/syntax: Cannot read the selector: ")" stands where and, or, or the end should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "x == y}",
      '7 selector/syntax: Cannot read the selector: "}" stands where and, or, or the end should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "x == y]",
      '7 selector/syntax: Cannot read the selector: "]" stands where and, or, or the end should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
    [
      "a == b 'c'",
      '8 selector/syntax: Cannot read the selector: "\'" stands where and, or, or the end should → compare fields with values, join with and and or, and put values in back-ticks',
    ],
  ])("says where and why it stopped reading: %s", (text, refusal) => {
    expect(refusalOf(text)).toBe(refusal);
  });

  it.each([
    [
      "sid=='abc'",
      [
        "6 selector/single-quotes: single quotes: LimaCharlie publishes them, stock go-bexpr refuses them → write `abc`",
      ],
    ],
    [
      "'prod' in tags",
      [
        "1 selector/single-quotes: single quotes: LimaCharlie publishes them, stock go-bexpr refuses them → write `prod`",
      ],
    ],
    [
      "hostname == win-prod-01",
      [
        "13 selector/bare-hyphen: win-prod-01 has a hyphen and no quotes: stock go-bexpr refuses it → write `win-prod-01`",
      ],
    ],
    [
      "`a` in tags AND plat == linux OR NOT isolated",
      [
        "13 selector/capital-keyword: AND in capitals: stock go-bexpr refuses it → write and",
        "31 selector/capital-keyword: OR in capitals: stock go-bexpr refuses it → write or",
        "34 selector/capital-keyword: NOT in capitals: stock go-bexpr refuses it → write not",
        "38 selector/bare-field: isolated stands alone: LimaCharlie publishes it, stock go-bexpr refuses it → write isolated == true, or == false where it is negated",
      ],
    ],
    [
      "plat NOT contains x",
      ["6 selector/capital-keyword: NOT in capitals: stock go-bexpr refuses it → write not"],
    ],
    ["x NOT in tags", ["3 selector/capital-keyword: NOT in capitals: stock go-bexpr refuses it → write not"]],
    [
      "tags is NOT empty",
      ["9 selector/capital-keyword: NOT in capitals: stock go-bexpr refuses it → write not"],
    ],
    [
      "plat",
      [
        "1 selector/bare-field: plat stands alone: LimaCharlie publishes it, stock go-bexpr refuses it → write plat == true, or == false where it is negated",
      ],
    ],
    [
      "isolated",
      [
        "1 selector/bare-field: isolated stands alone: LimaCharlie publishes it, stock go-bexpr refuses it → write isolated == true, or == false where it is negated",
      ],
    ],
    [
      "not isolated",
      [
        "5 selector/bare-field: isolated stands alone: LimaCharlie publishes it, stock go-bexpr refuses it → write isolated == true, or == false where it is negated",
      ],
    ],
    [
      "not not isolated",
      [
        "9 selector/bare-field: isolated stands alone: LimaCharlie publishes it, stock go-bexpr refuses it → write isolated == true, or == false where it is negated",
      ],
    ],
    [
      "NOT (isolated)",
      [
        "1 selector/capital-keyword: NOT in capitals: stock go-bexpr refuses it → write not",
        "6 selector/bare-field: isolated stands alone: LimaCharlie publishes it, stock go-bexpr refuses it → write isolated == true, or == false where it is negated",
      ],
    ],
    [
      "foo['k'] == 3",
      [
        "5 selector/single-quotes: single quotes: LimaCharlie publishes them, stock go-bexpr refuses them → write `k`",
      ],
    ],
    [
      "any tags as t { t == 'x' } ",
      [
        "22 selector/single-quotes: single quotes: LimaCharlie publishes them, stock go-bexpr refuses them → write `x`",
      ],
    ],
    [
      "isolated or any tags as t { not kernel }",
      [
        "1 selector/bare-field: isolated stands alone: LimaCharlie publishes it, stock go-bexpr refuses it → write isolated == true, or == false where it is negated",
        "33 selector/bare-field: kernel stands alone: LimaCharlie publishes it, stock go-bexpr refuses it → write kernel == true, or == false where it is negated",
      ],
    ],
    [
      "tags contains a-b",
      ["15 selector/bare-hyphen: a-b has a hyphen and no quotes: stock go-bexpr refuses it → write `a-b`"],
    ],
  ])("takes what only LimaCharlie publishes, with a warning: %s", (text, warnings) => {
    expect(warningsOf(text)).toEqual(warnings);
  });

  it.each([
    ["not == 3", "not == `3`"],
    ["not in tags", "`not` in tags"],
    ["not not in tags", "not `not` in tags"],
    ["plat == and and and == plat", "plat == `and` and and == `plat`"],
    ["plat == not or is is empty", "plat == `not` or is is empty"],
    ["any == all", "any == `all`"],
    ["contains contains contains", "contains contains `contains`"],
    ["in in in", "`in` in in"],
    ["-1 in tags", "`-1` in tags"],
    ["(hostname == 1.50)", "hostname == `1.50`"],
    ["hostname == a/b.c.0", "hostname == `a/b.c.0`"],
    ['hostname == x["a b"].c', "hostname == `x.a b.c`"],
    ['"/tags/0" == "/a/b"', "tags.0 == `a/b`"],
    ['"/a~1b/c~0d" == "/x~1y"', "a/b[`c~d`] == `x/y`"],
    ["plat\t==\r\nwindows", "plat == `windows`"],
    ["\n any tags as i , _ {\ti==0 } ", "any tags as i, _ { i == `0` }"],
  ])("reads keywords, numbers and paths where stock go-bexpr does: %s", (text, canonical) => {
    expect(warningsOf(text)).toEqual([]);
    const parsed = parseSelector(text);
    expect(parsed.ok && printSelector(parsed.expression)).toBe(canonical);
  });

  it("gives every part its place in the text", () => {
    const parsed = parseSelector('not (a.b == `x` and (any "/tags" as i, _ { i is not nil }))');
    expect(parsed).toEqual({
      ok: true,
      warnings: [],
      expression: {
        kind: "not",
        operand: {
          kind: "and",
          operands: [
            {
              kind: "compare",
              field: { path: ["a", "b"], column: 6 },
              operator: "==",
              value: { text: "x", quote: "backtick", column: 13 },
            },
            {
              kind: "collection",
              quantifier: "any",
              field: { path: ["tags"], column: 26 },
              binding: { index: "i" },
              body: { kind: "state", field: { path: ["i"], column: 44 }, state: "nil", negated: true },
            },
          ],
        },
      },
    });
  });

  it.each([
    ["plat == x", "bare"],
    ["plat == 5", "number"],
    ["plat == `x`", "backtick"],
    ['plat == "x"', "double"],
    ["plat == 'x'", "single"],
    ['plat == "/x"', "pointer"],
    ["plat == x-y", "hyphenated"],
    ["plat", "implied"],
  ])("remembers how a value was written: %s is %s", (text, quote) => {
    const parsed = parseSelector(text);
    expect(parsed).toMatchObject({ expression: { value: { quote } } });
  });

  it("joins chains of one kind, whatever their parentheses", () => {
    const flat = parseSelector("a == b and c == d and e == f or g == h or i == j");
    const deep = parseSelector("((a == b and (c == d and e == f)) or (g == h or i == j))");
    expect(deep.ok && printSelector(deep.expression)).toBe(flat.ok && printSelector(flat.expression));
    expect(deep).toMatchObject({
      expression: { kind: "or", operands: [{ kind: "and", operands: [{}, {}, {}] }, {}, {}] },
    });
  });

  it("takes thousands of operands, and parentheses 200 deep", () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `sid == \`${index}\``).join(" or ");
    expect(warningsOf(many)).toEqual([]);
    expect(warningsOf(`${"(".repeat(200)}plat == x${")".repeat(200)}`)).toEqual([]);
    expect(warningsOf(`${"not ".repeat(200)}plat == x`)).toEqual([]);
    expect(warningsOf("(plat == x) or ".repeat(500).concat("not plat == x and not plat == y"))).toEqual([]);
    expect(warningsOf(`${"not (".repeat(100)}plat == x${")".repeat(100)}`)).toEqual([]);
    expect(warningsOf(`hostname == \`${"(".repeat(500)}\``)).toEqual([]);
    expect(warningsOf(`hostname == "${"({".repeat(500)}" and plat == x`)).toEqual([]);
    expect(warningsOf(`hostname == '${"({".repeat(500)}'`)).toHaveLength(1);
    expect(warningsOf("(any tags as t { t == x }) or ".repeat(300).concat("plat == x"))).toEqual([]);
    expect(warningsOf("plat == notes and knot == x or ".repeat(300).concat("plat == x"))).toEqual([]);
  });

  it.each([
    ["parentheses", `${"(".repeat(201)}plat == x${")".repeat(201)}`],
    ["nots", `${"not ".repeat(201)}plat == x`],
    ["nots in capitals", `${"NOT ".repeat(201)}plat == x`],
    ["both", `${"not (".repeat(101)}plat == x${")".repeat(101)}`],
    ["nots before parentheses", `${"not ".repeat(100)}(${"not ".repeat(100)}plat == x)`],
    ["braces", `${"any a as b { ".repeat(201)}plat == x${" }".repeat(201)}`],
    ["what is never closed", "(".repeat(100_000)],
  ])("refuses %s that are deeper", (_, text) => {
    expect(refusalOf(text)).toBe(
      "1 selector/too-deep: Cannot read the selector: more than 200 parentheses or nots inside one another → write it flat",
    );
  });
});

it("names a digit among what could follow a dot", () => {
  expect(parseSelector("A.")).toMatchObject({
    ok: false,
    problem: {
      message: "Cannot read the selector: the end stands where a field name or a digit should",
      column: 3,
    },
  });
});

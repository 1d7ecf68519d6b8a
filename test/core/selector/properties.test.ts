import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SensorRecord } from "../../../src/core/model/sensor.js";
import { compileSelector } from "../../../src/core/selector/evaluate.js";
import type { SelectorExpression } from "../../../src/core/selector/expression.js";
import { lintSelector } from "../../../src/core/selector/lint.js";
import { parseSelector } from "../../../src/core/selector/parse.js";
import { printSelector } from "../../../src/core/selector/print.js";

const space = fc.constantFrom(" ", "  ", "\n", "\t", " \r\n ");
const gap = fc.oneof(fc.constant(""), space);

/** Text put together from parts. */
const text = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc
    .tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part)))
    .map((all) => all.join(""));

const keyword = (word: string): fc.Arbitrary<string> => fc.constantFrom(word, word, word.toUpperCase());

const field = fc.constantFrom(
  "plat",
  "hostname",
  "tags",
  "alive",
  "isolated",
  "kernel",
  "did",
  "hostanme",
  "t",
  "i",
  "not",
  "in",
  "tags.0",
  "tags[`1`]",
  'a["b`c"].d',
  '"/plat"',
  '"/a~1b/c"',
  '"/1"',
  '""',
);

const value = fc.oneof(
  fc.constantFrom(
    "windows",
    "prod",
    "true",
    "0",
    "-1",
    "1700000500",
    "1.5",
    "not",
    "a.b",
    "web-01",
    '"/prod"',
    '""',
  ),
  fc.constantFrom(
    "`^web-`",
    "'^web-'",
    "`[`",
    '"\\x60\\\\\\n"',
    '"`\\u00e9"',
    "`0x6553f2f4`",
    "`T`",
    "``",
    '"\\xff"',
  ),
  fc.string({ unit: "grapheme" }).map((any) => `\`${any.replaceAll("`", "")}\``),
);

const comparison = fc.oneof(
  text(field, gap, fc.constantFrom("==", "!="), gap, value),
  text(field, space, fc.constantFrom("contains", "matches"), space, value),
  text(field, space, keyword("not"), space, fc.constantFrom("contains", "matches"), space, value),
  text(value, space, "in", space, field),
  text(value, space, keyword("not"), space, "in", space, field),
  text(field, space, "is", space, fc.constantFrom("empty", "not empty", "nil", "not nil")),
  fc.constantFrom("isolated", "kernel"),
);

const { expression } = fc.letrec<{ expression: string; operand: string; collection: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("operand"),
    tie("collection"),
    text(
      tie("operand"),
      space,
      keyword("and"),
      space,
      tie("operand"),
      space,
      keyword("and"),
      space,
      tie("operand"),
    ),
    text(tie("operand"), space, keyword("or"), space, tie("operand")),
    text(tie("operand"), space, keyword("or"), space, tie("collection")),
  ),
  operand: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    comparison,
    text("(", gap, tie("expression"), gap, ")"),
    text(keyword("not"), space, tie("operand")),
  ),
  collection: text(
    fc.constantFrom("any", "all"),
    " ",
    field,
    " as ",
    fc.constantFrom("t", "i, t", "_, t", "i , _", "tags", "alive"),
    gap,
    "{ ",
    tie("expression"),
    " }",
  ),
}));

const sensor: fc.Arbitrary<SensorRecord> = fc.record(
  {
    sid: fc.constant("8cbe27f4-aaaa-4aaa-8aaa-138cd51389cd"),
    plat: fc.constantFrom("windows", "linux"),
    hostname: fc.constantFrom("web-01", "", "a.b", "`\\\n"),
    did: fc.constantFrom("", "windows"),
    alive: fc.constantFrom(0, -1, 1700000500),
    isolated: fc.boolean(),
    kernel: fc.boolean(),
    tags: fc.array(fc.constantFrom("prod", "windows", "web-01", "")),
  },
  { requiredKeys: ["sid"] },
);

/** What a text means; texts that put keywords where they mislead the reader are passed over. */
function parse(selector: string): SelectorExpression {
  const parsed = parseSelector(selector);
  fc.pre(parsed.ok);
  return parsed.ok ? parsed.expression : { kind: "everything" };
}

/** As `parse`, for what we printed ourselves: that always parses. */
function parseAgain(printed: string): SelectorExpression {
  const parsed = parseSelector(printed);
  if (!parsed.ok) throw new Error(`${JSON.stringify(printed)}: ${parsed.problem.message}`);
  return parsed.expression;
}

describe("a selector", () => {
  it("prints to a fixed point", () => {
    fc.assert(
      fc.property(expression, (selector) => {
        const printed = printSelector(parse(selector));
        expect(printSelector(parseAgain(printed))).toBe(printed);
      }),
      { numRuns: 300 },
    );
  });

  it("prints to what stock go-bexpr accepts", () => {
    fc.assert(
      fc.property(expression, (selector) => {
        expect(parseSelector(printSelector(parse(selector)))).toMatchObject({ ok: true, warnings: [] });
      }),
      { numRuns: 300 },
    );
  });

  it("means what its canonical form means", () => {
    fc.assert(
      fc.property(expression, fc.array(sensor, { minLength: 1, maxLength: 5 }), (selector, sensors) => {
        const written = compileSelector(parse(selector));
        const printed = compileSelector(parseAgain(printSelector(parse(selector))));
        for (const each of sensors) {
          const [a, b] = [written(each), printed(each)];
          expect(a.ok ? a : a.field).toEqual(b.ok ? b : b.field);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is refused, read, linted, printed and evaluated without ever throwing", () => {
    const fragment = fc.oneof(
      expression,
      value,
      field,
      fc.constantFrom("(", ")", "{", "}", "'", '"', "`", "\\", "*", "==", "and", "not"),
    );
    const junk = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fragment).map((all) => all.join(" ")),
      fc.array(fragment).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(junk, fc.anything(), (selector, anything) => {
        const parsed = parseSelector(selector);
        if (!parsed.ok) {
          expect(parsed.problem.column).toBeGreaterThanOrEqual(1);
          expect(parsed.problem.column).toBeLessThanOrEqual(selector.length + 1);
          return;
        }
        printSelector(parsed.expression);
        lintSelector(parsed.expression);
        compileSelector(parsed.expression)({ sid: "x", ...(anything as object) });
      }),
      { numRuns: 300 },
    );
  });

  it("fails on every sensor when the linter calls it an error", () => {
    fc.assert(
      fc.property(expression, sensor, (selector, each) => {
        const written = parse(selector);
        fc.pre(lintSelector(written).some(({ severity }) => severity === "error"));
        expect(compileSelector(written)(each).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

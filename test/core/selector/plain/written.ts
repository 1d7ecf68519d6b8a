import fc from "fast-check";

/** White space of the grammar, and characters that only look like it. */
const space = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(" ", " ", " ", "  ", "\n", "\t", " \r\n ", "\r") },
  { weight: 1, arbitrary: fc.constantFrom("\u00a0", "\v", "\f", "\u2028", "") },
);
const gap = fc.oneof(fc.constant(""), space);

const keywords = ["and", "or", "not", "in", "is", "contains", "matches", "any", "all", "as", "empty", "nil"];
const nearly = [
  "an",
  "notx",
  "innot",
  "isnt",
  "emptyx",
  "contain",
  "nothing",
  "or/",
  "AND",
  "OR",
  "NOT",
  "In",
];

const word = fc.oneof(
  fc.constantFrom("plat", "hostname", "tags", "isolated", "a", "Z", "a_b/c0", "x/"),
  fc.constantFrom(...keywords, ...nearly),
);

const field = fc.oneof(
  { weight: 8, arbitrary: word },
  {
    weight: 1,
    arbitrary: fc.constantFrom("tags.0", "a.b", "tags[`1`]", '"/plat"', '""', "_a", "1a", "é", "a.", "a["),
  },
);

const inTicks = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('"', "'", "\\", "(", ")", " ", "and"),
      fc.string({ unit: "binary", maxLength: 2 }),
    ),
  })
  .map((text) => `\`${text.replaceAll("`", "")}\``);

const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("`windows`", "``", "` `", "`a\r\nb`", "`\ud800`") },
  { weight: 3, arbitrary: inTicks },
  { weight: 3, arbitrary: word },
  { weight: 2, arbitrary: fc.constantFrom('"windows"', '"a b"', '"\\"', '"`"', '"a\\n"', '"a/b"', '" "') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '"/a"',
      '""',
      '"/"',
      "'a'",
      "0",
      "-1.5",
      "01",
      "web-01",
      "a.b",
      "`open",
      '"open',
      "*",
    ),
  },
);

/** Text put together from parts. */
const text = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc
    .tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part)))
    .map((all) => all.join(""));

const comparison = fc.oneof(
  text(field, gap, fc.constantFrom("==", "!="), gap, value),
  text(field, space, fc.constantFrom("contains", "matches", "not contains", "not  matches"), space, value),
  text(value, space, fc.constantFrom("in", "not in", "not\tin"), space, field),
  text(field, space, "is", space, fc.constantFrom("empty", "nil", "not empty", "not\nnil", "nothing empty")),
);

const { expression } = fc.letrec<{ expression: string; operand: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("operand"),
    text(tie("operand"), space, "and", space, tie("operand"), space, "or", space, tie("operand")),
    text(tie("operand"), space, fc.constantFrom("and", "or"), space, tie("operand")),
    text(tie("operand"), " or any tags as t { ", tie("operand"), " }"),
  ),
  operand: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    comparison,
    text("(", gap, tie("expression"), gap, ")"),
    text("not", space, tie("operand")),
  ),
}));

/** Every token of the grammar in any order. */
const jumble = fc
  .array(
    fc.oneof(
      word,
      value,
      field,
      comparison,
      space,
      fc.constantFrom("(", ")", "==", "!=", "=", "{", "}", ",", "*"),
    ),
    {
      maxLength: 12,
    },
  )
  .chain((tokens) => fc.constantFrom(tokens.join(" "), tokens.join("")));

/** A text with one character taken out, doubled or replaced. */
const damaged = fc
  .tuple(expression, fc.nat(), fc.constantFrom("", " ", "`", '"', "(", ")", "=", "x", "."))
  .map(([whole, place, put]) => {
    const at = place % (whole.length + 1);
    return whole.slice(0, at) + put + whole.slice(at + 1);
  });

/** How deep parentheses and nots are put around a comparison, on both sides of what is read. */
const deep = fc
  .tuple(
    fc.integer({ min: 0, max: 110 }),
    fc.constantFrom(["(", ")"], ["not ", ""], ["not (", ")"], ["( ", " )"]),
  )
  .map(([depth, [open = "", close = ""]]) => `${open.repeat(depth)}a == \`b\`${close.repeat(depth)}`);

/** Selectors that are plain, nearly so, and nothing of the kind. */
export const written: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: text(gap, expression, gap) },
  { weight: 4, arbitrary: damaged },
  { weight: 3, arbitrary: jumble },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
);

import fc from "fast-check";
import type { Json } from "../../../src/core/model/json.js";

/** Texts that mean something else unquoted, or nearly do, beside ordinary ones. */
const oddWords = fc.oneof(
  fc.constantFrom(
    "null",
    "~",
    "true",
    "False",
    "no",
    "1",
    "-0",
    "0.5",
    "1e3",
    "0x1f",
    "0o17",
    "007",
    ".5",
    "5.",
    "+3",
    ".inf",
    ".nan",
    "1_000",
    "12:30",
    "2d",
    "2026-11-22",
    "10.0.0.0/8",
    "-",
    "--flag",
    "- x",
    "a: b",
    "a:b",
    "a #b",
    "a#b",
    "#a",
    "*x",
    "&x",
    "!x",
    "|",
    ">",
    "%x",
    "@x",
    "`x`",
    "?",
    "? x",
    "a,b",
    "[a",
    "{a}",
    "'",
    '"',
    "it's",
    'say "x"',
    "\\n",
    "a\\tb",
    "plat == `windows` and `server` in tags",
    "event/FILE_PATH",
    "case sensitive",
    "<<",
    "=",
    "---",
    "...",
    "",
    " ",
    "a ",
    "é ü",
    "日本",
    "{{ .event.FILE_PATH }}",
    "run --shell-command 'x'",
    "a\nb",
    "a\n\nb\n",
    "  deep\nb\n",
    "9007199254740993",
    "1.10",
  ),
  fc.string({ maxLength: 12, unit: fc.constantFrom(...Array.from("ab1 .:-#,'\"[]{}\\/")) }),
);

const ordinaryWords = fc.oneof(
  fc.stringMatching(/^[a-z][a-z_ ]{0,10}[a-z]$/),
  fc.constantFrom(
    "plat == `windows` and `server` in tags",
    "event/FILE_PATH",
    "2d",
    "os_version",
    "a: b",
    "it's",
    "a\nb\n\nc",
  ),
);

const words = fc.oneof({ arbitrary: ordinaryWords, weight: 6 }, { arbitrary: oddWords, weight: 1 });

const keys = fc.oneof(
  {
    arbitrary: fc.constantFrom("name", "task", "case sensitive", "event/X", "a.b", "rules", "x"),
    weight: 12,
  },
  { arbitrary: words, weight: 1 },
);

const scalars: fc.Arbitrary<Json> = fc.oneof(
  words,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(0.5, -1.25, 1e21, 1e-7),
);

const values = fc.letrec<{ node: Json }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    scalars,
    fc.array(tie("node"), { maxLength: 3 }),
    fc.dictionary(keys, tie("node"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).node;

/** What files consist of; now and then something else. */
const roots = fc.oneof(
  { arbitrary: fc.dictionary(keys, values, { minKeys: 1, maxKeys: 5, noNullPrototype: true }), weight: 8 },
  { arbitrary: fc.array(values, { minLength: 1, maxLength: 4 }), weight: 2 },
  { arbitrary: values, weight: 1 },
);

/** How one writes: each choice takes the next number. */
type Choose = (options: number) => number;

/** Writes a value as a person might: in any style that comes to hand, whether it is right for the value or not. */
function write(value: Json, indent: number, choose: Choose): string {
  const pad = " ".repeat(Math.max(indent, 0));
  if (Array.isArray(value)) {
    if (indent >= 0 && (value.length === 0 || choose(4) === 0)) return ` ${flowText(value, choose)}\n`;
    const own = Math.max(indent + (indent < 0 ? 1 : choose(4) % 3), 0);
    const items = value.map((item) => `${" ".repeat(own)}-${afterDash(item, own, choose)}`);
    return `${end(choose)}${items.join("")}`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value);
    if (indent >= 0 && (members.length === 0 || choose(4) === 0)) return ` ${flowText(value, choose)}\n`;
    const own = indent < 0 ? 0 : indent + [2, 2, 1, 4][choose(4)]!;
    return `${end(choose)}${members.map(([key, member]) => `${" ".repeat(own)}${scalar(key, choose)}:${write(member, own, choose)}`).join("")}`;
  }
  if (typeof value === "string" && choose(4) === 0) {
    const header = ["|", ">", "|-", ">-", "|+", "|2"][choose(6)];
    const body = value.split("\n").map((line) => `${pad}  ${line}`);
    return ` ${header}\n${body.join("\n")}\n`;
  }
  return `${" ".repeat(1 + choose(2))}${scalar(value, choose)}${end(choose)}`;
}

function afterDash(value: Json, indent: number, choose: Choose): string {
  const text = write(value, indent, choose);
  if (typeof value !== "object" || value === null || Array.isArray(value) || !text.startsWith("\n"))
    return text;
  const lines = text.slice(1).split("\n");
  const first = /^ */.exec(lines[0] ?? "")?.[0].length ?? 0;
  return `${" ".repeat(Math.max(first - indent - 1, 0))}${(lines[0] ?? "").slice(first)}\n${lines.slice(1).join("\n")}`;
}

function end(choose: Choose): string {
  return (
    ["\n", "\n", "\n", "\n", " \n", " # why\n", "\n\n", "\n# why\n", "\n      # why\n"][choose(9)] ?? "\n"
  );
}

function scalar(value: Json, choose: Choose): string {
  const plain = typeof value === "string" ? value : JSON.stringify(value);
  const style = choose(5);
  if (style === 0) return JSON.stringify(value);
  if (style === 1) return `'${plain.replaceAll("'", "''")}'`;
  return plain;
}

function flowText(value: Json, choose: Choose): string {
  if (Array.isArray(value))
    return `[${value.map((item) => flowText(item, choose)).join(choose(3) === 0 ? "," : ", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(
        ([key, member]) => `${scalar(key, choose)}:${choose(12) === 0 ? "" : " "}${flowText(member, choose)}`,
      )
      .join(", ")} }`;
  return scalar(value, choose);
}

const pieces = [
  " ",
  "  ",
  "\n",
  "\n\n",
  "- ",
  ": ",
  ":",
  "#",
  " #",
  "'",
  '"',
  "|",
  ">",
  "&a ",
  "*a",
  "!t ",
  "---\n",
  "...\n",
  "\t",
  "[",
  "]",
  "{",
  "}",
  ",",
  "%",
  "\r\n",
  "\\",
  "?",
  "0",
  "~",
];

/** Texts that look like the files people write, most of them right, some broken in one to three places. */
export const written: fc.Arbitrary<string> = fc
  .record({
    documents: fc.array(roots, { minLength: 1, maxLength: 2 }),
    choices: fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }),
    wounds: fc.array(fc.tuple(fc.nat(10_000), fc.constantFrom(...pieces), fc.nat(3)), { maxLength: 3 }),
    isWounded: fc.boolean(),
  })
  .map(({ documents, choices, wounds, isWounded }) => {
    let next = 0;
    const choose: Choose = (options) => (choices[next++ % choices.length] ?? 0) % options;
    const text = documents
      .map((document) => write(document, -1, choose).replace(/^ *\n| /, ""))
      .join("---\n");
    if (!isWounded) return text;
    return wounds.reduce((wounded, [at, piece, drop]) => {
      const place = at % (wounded.length + 1);
      return `${wounded.slice(0, place)}${piece}${wounded.slice(place + drop)}`;
    }, text);
  });

import { fieldNames } from "../fields.js";
import type { RawField, RawValue, Syntax, Word } from "../syntax.js";
import { type Reading, take } from "./reading.js";

type Operator = Extract<Syntax, { kind: "compare" }>["operator"];
type Comparison = Extract<Syntax, { kind: "compare" | "state" }>;

/** The parts of the patterns are the grammar's identifier, white space and literals; double quotes around a path are not plain. */
const word = "([a-zA-Z][a-zA-Z0-9_/]*)";
const space = "[ \\t\\r\\n]+";
const value = `(?:\`([^\`]*)\`|"([^"/][^"]*)"|${word})`;
const not = `(${space})(?:(not)${space})?`;

const equality = new RegExp(`${word}(?:${space})?([!=]=)(?:${space})?${value}`, "y");
const membership = new RegExp(`${value}${not}in${space}${word}`, "y");
const search = new RegExp(`${word}${not}(contains|matches)${space}${value}`, "y");
const state = new RegExp(`${word}(${space})is${not}(empty|nil)`, "y");

/** Reads the comparison or state test that stands here; undefined where none of the plain forms does. */
export function comparison(reading: Reading): Comparison | undefined {
  return readEquality(reading) ?? readMembership(reading) ?? readSearch(reading) ?? readState(reading);
}

function readEquality(reading: Reading): Comparison | undefined {
  const { at } = reading;
  const match = take(equality, reading);
  if (match === null) return undefined;
  const operator = { name: match[2] === "==" ? "==" : "!=", words: noWords } as const;
  const column = reading.at - lengthOfValue(match, 3) + 1;
  return { kind: "compare", field: fieldOf(match[1], at + 1), operator, value: valueOf(match, 3, column) };
}

function readMembership(reading: Reading): Comparison | undefined {
  const { at } = reading;
  const match = take(membership, reading);
  if (match === null) return undefined;
  const words = wordsOf(match[5], at + lengthOfValue(match, 1) + lengthOf(match[4]) + 1);
  const operator = { name: words.length === 0 ? "in" : "not in", words } as const;
  const field = fieldOf(match[6], reading.at - lengthOf(match[6]) + 1);
  return { kind: "compare", field, operator, value: valueOf(match, 1, at + 1) };
}

function readSearch(reading: Reading): Comparison | undefined {
  const { at } = reading;
  const match = take(search, reading);
  if (match === null) return undefined;
  const words = wordsOf(match[3], at + lengthOf(match[1]) + lengthOf(match[2]) + 1);
  const name = match[4] === "contains" ? "contains" : "matches";
  const operator: Operator = words.length === 0 ? { name, words } : { name: `not ${name}` as const, words };
  const column = reading.at - lengthOfValue(match, 5) + 1;
  return { kind: "compare", field: fieldOf(match[1], at + 1), operator, value: valueOf(match, 5, column) };
}

function readState(reading: Reading): Comparison | undefined {
  const { at } = reading;
  const match = take(state, reading);
  if (match === null) return undefined;
  const behindIs = at + lengthOf(match[1]) + lengthOf(match[2]) + 2;
  const words = wordsOf(match[4], behindIs + lengthOf(match[3]) + 1);
  return {
    kind: "state",
    field: fieldOf(match[1], at + 1),
    state: match[5] === "empty" ? "empty" : "nil",
    negated: words.length > 0,
    words,
  };
}

const noWords: readonly Word[] = [];

const wordsOf = (found: string | undefined, column: number): readonly Word[] =>
  found === undefined ? noWords : [{ text: found, column }];

const lengthOf = (found: string | undefined): number => (found === undefined ? 0 : found.length);

/** The paths of the documented fields: thousands of selectors share them. */
const documented = new Map(fieldNames.map((name) => [name, [name]]));

const fieldOf = (name = "", column: number): RawField => ({
  path: documented.get(name) ?? [name],
  pointer: false,
  column,
});

/** How long a value is as it is written; `group` is the first of the three that `value` has in a pattern. */
function lengthOfValue(match: RegExpExecArray, group: number): number {
  const quoted = match[group] ?? match[group + 1];
  return quoted === undefined ? lengthOf(match[group + 2]) : quoted.length + 2;
}

function valueOf(match: RegExpExecArray, group: number, column: number): RawValue {
  const raw = match[group];
  if (raw !== undefined) return { quote: "backtick", text: raw, column };
  const double = match[group + 1];
  if (double !== undefined) return { quote: "double", text: double, column };
  return { quote: "bare", path: [match[group + 2] ?? ""], column };
}

import type { RawField, RawLiteral, RawValue, Syntax, Word } from "../syntax.js";
import { afterSpace, afterWord, type Reading, spacedWord } from "./characters.js";

type Compare = Extract<Syntax, { kind: "compare" }>;
type State = Extract<Syntax, { kind: "state" }>;
type Operator = Compare["operator"];

const noWords: readonly Word[] = [];
const equal: Operator = { name: "==", words: noWords };
const unequal: Operator = { name: "!=", words: noWords };

/** Reads the comparison or state test that begins with a word. */
export function behindWord(reading: Reading): Compare | State | undefined {
  const { text, at } = reading;
  const end = afterWord(text, at);
  const next = afterSpace(text, end);
  if (text.charCodeAt(next + 1) === equalsSign) {
    const first = text.charCodeAt(next);
    if (first !== equalsSign && first !== exclamationMark) return undefined;
    reading.at = afterSpace(text, next + 2);
    return compared(reading, first === equalsSign ? equal : unequal, fieldOf(text, at, end));
  }
  if (next === end) return undefined;
  reading.at = next;
  const first = spacedWord(reading);
  const words = first === "not" ? [{ text: first, column: next + 1 }] : noWords;
  const operator = words === noWords ? first : spacedWord(reading);
  switch (operator) {
    case "contains":
    case "matches": {
      const name = words === noWords ? operator : (`not ${operator}` as const);
      return compared(reading, { name, words }, fieldOf(text, at, end));
    }
    case "in":
      return contained(reading, words, { quote: "bare", path: [text.slice(at, end)], column: at + 1 });
    case "is":
      return words === noWords ? state(reading, fieldOf(text, at, end)) : undefined;
    default:
      return undefined;
  }
}

const equalsSign = 61;
const exclamationMark = 33;

/** Reads `in` or `not in` and a field behind a quoted value. */
export function behindLiteral(reading: Reading): Compare | undefined {
  const value = literal(reading);
  if (value === undefined) return undefined;
  const next = afterSpace(reading.text, reading.at);
  if (next === reading.at) return undefined;
  reading.at = next;
  const first = spacedWord(reading);
  if (first === "in") return contained(reading, noWords, value);
  if (first !== "not" || spacedWord(reading) !== "in") return undefined;
  return contained(reading, [{ text: first, column: next + 1 }], value);
}

function compared(reading: Reading, operator: Operator, field: RawField): Compare | undefined {
  const value = literal(reading) ?? bareValue(reading);
  return value && { kind: "compare", field, operator, value };
}

function contained(reading: Reading, words: readonly Word[], value: RawValue): Compare | undefined {
  const { text, at } = reading;
  reading.at = afterWord(text, at);
  if (reading.at === at) return undefined;
  const name = words === noWords ? "in" : "not in";
  return { kind: "compare", field: fieldOf(text, at, reading.at), operator: { name, words }, value };
}

/** Reads what follows `is` and its white space. */
function state(reading: Reading, field: RawField): State | undefined {
  const { text, at } = reading;
  const negated = afterWord(text, at) === at + 3 && text.startsWith("not", at);
  const start = negated ? afterSpace(text, at + 3) : at;
  reading.at = afterWord(text, start);
  const found = text.slice(start, reading.at);
  if (found !== "empty" && found !== "nil") return undefined;
  return {
    kind: "state",
    field,
    state: found,
    negated,
    words: negated ? [{ text: "not", column: at + 1 }] : noWords,
  };
}

const fieldOf = (text: string, start: number, end: number): RawField => ({
  path: [text.slice(start, end)],
  pointer: false,
  column: start + 1,
});

const backTick = 96;

/** Reads a value in back-ticks, or in double quotes where it is no path: that is empty or begins with a slash. */
function literal(reading: Reading): RawLiteral | undefined {
  const { text, at } = reading;
  if (text.charCodeAt(at) === backTick) return upTo("`", "backtick", reading);
  if (text[at] !== '"' || text[at + 1] === "/" || text[at + 1] === '"') return undefined;
  return upTo('"', "double", reading);
}

function upTo(mark: string, quote: RawLiteral["quote"], reading: Reading): RawLiteral | undefined {
  const { text, at } = reading;
  const end = text.indexOf(mark, at + 1);
  if (end === -1) return undefined;
  reading.at = end + 1;
  return { quote, text: text.slice(at + 1, end), column: at + 1 };
}

/** Reads a value of one word. */
function bareValue(reading: Reading): RawValue | undefined {
  const { text, at } = reading;
  reading.at = afterWord(text, at);
  return reading.at === at
    ? undefined
    : { quote: "bare", path: [text.slice(at, reading.at)], column: at + 1 };
}

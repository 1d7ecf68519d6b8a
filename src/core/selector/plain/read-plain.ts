import type { Syntax, Word } from "../syntax.js";
import { comparison } from "./comparison.js";
import { type Reading, take } from "./reading.js";

/** Parentheses and nots inside one another that are read here. */
const deepest = 50;

const start = /[ \t\r\n]*/y;
const opening = /\([ \t\r\n]*/y;
const closing = /[ \t\r\n]*\)/y;
const not = /not[ \t\r\n]+/y;
const joint = /([ \t\r\n]+)(and|or)[ \t\r\n]+/y;
const end = /[ \t\r\n]*$/y;

/**
 * Reads the plain part of the language in which nearly every selector is written: `*`; comparisons, memberships and state tests of
 * fields of one word with words and with values in back-ticks or double quotes; `and`, `or`, `not` and parentheses. Undefined for a
 * text with anything else in it, be it right or wrong: the grammar has to look. What it does accept it reads as the grammar does, and
 * stock go-bexpr accepts all of it (test/core/selector/plain compares the two).
 */
export function readPlain(text: string): Syntax | undefined {
  if (text === "*") return { kind: "everything" };
  const reading: Reading = { text, at: 0 };
  take(start, reading);
  const syntax = chain(reading, "or", 0);
  return syntax !== undefined && take(end, reading) !== null ? syntax : undefined;
}

/** Reads operands that are joined by one word, up to the end of the last; a single operand stays itself. */
function chain(reading: Reading, kind: "or" | "and", depth: number): Syntax | undefined {
  const first = member(reading, kind, depth);
  let word = first && joinedBy(reading, kind);
  if (first === undefined || word === undefined) return first;
  const operands: Syntax[] = [first];
  const words: Word[] = [];
  do {
    const next = member(reading, kind, depth);
    if (next === undefined) return undefined;
    operands.push(next);
    words.push(word);
    word = joinedBy(reading, kind);
  } while (word !== undefined);
  return { kind, operands, words };
}

/** Reads one operand of a chain: chains of `and` stand in those of `or`. */
function member(reading: Reading, kind: "or" | "and", depth: number): Syntax | undefined {
  return kind === "or" ? chain(reading, "and", depth) : operand(reading, depth);
}

/** Reads the word that joins two operands, with the white space around it; another word than `kind` is left. */
function joinedBy(reading: Reading, kind: "or" | "and"): Word | undefined {
  const { at } = reading;
  const match = take(joint, reading);
  if (match === null) return undefined;
  if (match[2] === kind) return { text: kind, column: at + (match[1] ?? "").length + 1 };
  reading.at = at;
  return undefined;
}

function operand(reading: Reading, depth: number): Syntax | undefined {
  if (depth > deepest) return undefined;
  const { text, at } = reading;
  if (text.charCodeAt(at) === openingParenthesis) return group(reading, depth);
  if (!text.startsWith("not", at) || take(not, reading) === null) return comparison(reading);
  const inside = operand(reading, depth + 1);
  return inside && { kind: "not", word: { text: "not", column: at + 1 }, operand: inside };
}

const openingParenthesis = 40;

function group(reading: Reading, depth: number): Syntax | undefined {
  take(opening, reading);
  const inside = chain(reading, "or", depth + 1);
  return take(closing, reading) === null ? undefined : inside;
}

import type { Syntax, Word } from "../syntax.js";
import { afterSpace, afterWord, type Reading } from "./characters.js";
import { behindLiteral, behindWord } from "./comparison.js";

/** Parentheses and nots inside one another that are read here. */
const deepest = 50;

/**
 * Reads the plain part of the language in which nearly every selector is written: `*`; comparisons, memberships and state tests of
 * fields of one word with words and with values in back-ticks or double quotes; `and`, `or`, `not` and parentheses. Undefined for a
 * text with anything else in it, be it right or wrong: the grammar has to look. What it does accept it reads as the grammar does, and
 * stock go-bexpr accepts all of it (test/core/selector/plain compares the two).
 */
export function readPlain(text: string): Syntax | undefined {
  if (text === "*") return { kind: "everything" };
  const reading: Reading = { text, at: afterSpace(text, 0) };
  const syntax = chain(reading, "or", 0);
  return syntax !== undefined && afterSpace(text, reading.at) === text.length ? syntax : undefined;
}

/** Reads operands that are joined by one word, up to the end of the last; a single operand stays itself. */
function chain(reading: Reading, kind: "or" | "and", depth: number): Syntax | undefined {
  const first = member(reading, kind, depth);
  let word = first && joint(reading, kind);
  if (first === undefined || word === undefined) return first;
  const operands: Syntax[] = [first];
  const words: Word[] = [];
  do {
    const operand = member(reading, kind, depth);
    if (operand === undefined) return undefined;
    operands.push(operand);
    words.push(word);
    word = joint(reading, kind);
  } while (word !== undefined);
  return { kind, operands, words };
}

/** Reads one operand of a chain: chains of `and` stand in those of `or`. */
function member(reading: Reading, kind: "or" | "and", depth: number): Syntax | undefined {
  return kind === "or" ? chain(reading, "and", depth) : operand(reading, depth);
}

/** Reads the word that joins two operands, with the white space around it. */
function joint(reading: Reading, kind: "or" | "and"): Word | undefined {
  const { text, at } = reading;
  const start = afterSpace(text, at);
  if (start === at || !text.startsWith(kind, start)) return undefined;
  const next = afterSpace(text, start + kind.length);
  if (next === start + kind.length) return undefined;
  reading.at = next;
  return { text: kind, column: start + 1 };
}

function operand(reading: Reading, depth: number): Syntax | undefined {
  const { text, at } = reading;
  if (text.charCodeAt(at) === openingParenthesis) return group(reading, depth + 1);
  const end = afterWord(text, at);
  if (end === at) return behindLiteral(reading);
  return end === at + 3 && text.startsWith("not", at) ? negation(reading, depth + 1) : behindWord(reading);
}

const openingParenthesis = 40;
const closingParenthesis = 41;

function group(reading: Reading, depth: number): Syntax | undefined {
  const { text, at } = reading;
  if (depth > deepest) return undefined;
  reading.at = afterSpace(text, at + 1);
  const inside = chain(reading, "or", depth);
  const end = afterSpace(text, reading.at);
  if (inside === undefined || text.charCodeAt(end) !== closingParenthesis) return undefined;
  reading.at = end + 1;
  return inside;
}

function negation(reading: Reading, depth: number): Syntax | undefined {
  const { text, at } = reading;
  const next = afterSpace(text, at + 3);
  if (depth > deepest || next === at + 3) return undefined;
  reading.at = next;
  const inside = operand(reading, depth);
  return inside && { kind: "not", word: { text: "not", column: at + 1 }, operand: inside };
}

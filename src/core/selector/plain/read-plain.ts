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
  const syntax = joined(reading, 0);
  return syntax !== undefined && take(end, reading) !== null ? syntax : undefined;
}

/** Reads operands and what joins them, up to the end of the last: `and` binds closer than `or`. A single operand stays itself. */
function joined(reading: Reading, depth: number): Syntax | undefined {
  const choices: Syntax[] = [];
  const ors: Word[] = [];
  let demands: Syntax[] = [];
  let ands: Word[] = [];
  for (;;) {
    const next = operand(reading, depth);
    if (next === undefined) return undefined;
    demands.push(next);
    const { at } = reading;
    const match = take(joint, reading);
    if (match === null) break;
    const column = at + (match[1] ?? "").length + 1;
    if (match[2] === "and") {
      ands.push({ text: "and", column });
    } else {
      choices.push(chain("and", demands, ands));
      ors.push({ text: "or", column });
      [demands, ands] = [[], []];
    }
  }
  const last = chain("and", demands, ands);
  if (choices.length === 0) return last;
  choices.push(last);
  return chain("or", choices, ors);
}

function chain(kind: "or" | "and", operands: readonly Syntax[], words: readonly Word[]): Syntax {
  const [only] = operands;
  return only !== undefined && words.length === 0 ? only : { kind, operands, words };
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
  const inside = joined(reading, depth + 1);
  return take(closing, reading) === null ? undefined : inside;
}

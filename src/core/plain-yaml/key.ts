import {
  backslash,
  beginsKey,
  beginsValue,
  can,
  colon,
  doubleQuote,
  inKey,
  newline,
  singleQuote,
  space,
  underscore,
} from "./characters.js";
import { scalarValue } from "./scalar.js";

/** Longer keys are left to the whole reader, which takes no more than 1024 characters. */
const longest = 400;

/** The place of the colon behind the key that stands at a place; -1 when there is none. */
export function keyEnd(text: string, place: number): number {
  const first = text.charCodeAt(place);
  const isInQuotes = first === doubleQuote || first === singleQuote;
  if (!isInQuotes && !can(first, beginsKey)) return -1;
  const end = isInQuotes ? behindQuotes(text, place, first) : behindWords(text, place);
  if (end < 0 || end - place > longest || text.charCodeAt(end) !== colon) return -1;
  const next = text.charCodeAt(end + 1);
  if (next !== space && next !== newline) return -1;
  return isText(text, place, end) ? end : -1;
}

/** The name of the key between a place and its colon. */
export function keyName(text: string, place: number, end: number): string {
  const first = text.charCodeAt(place);
  return first === doubleQuote || first === singleQuote
    ? text.slice(place + 1, end - 1)
    : text.slice(place, end);
}

/** Words with one space between them. */
function behindWords(text: string, place: number): number {
  let at = place + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (can(code, inKey)) at += 1;
    else if (code === space && can(text.charCodeAt(at + 1), inKey)) at += 2;
    else return at;
  }
}

/** A quoted key in which nothing is escaped; -1 for any other. */
function behindQuotes(text: string, place: number, quote: number): number {
  let at = place + 1;
  for (; text.charCodeAt(at) !== quote; at += 1) {
    const code = text.charCodeAt(at);
    if (code === newline || (code === backslash && quote === doubleQuote)) return -1;
  }
  return at > place + 1 ? at + 1 : -1;
}

/** True for a key that is a text, and not the one that would change what the mapping is. */
function isText(text: string, place: number, end: number): boolean {
  if (can(text.charCodeAt(place), beginsValue)) {
    const name = text.slice(place, end);
    return scalarValue(name) === name;
  }
  const isUnderscored = text.charCodeAt(end - 2) === underscore;
  return !isUnderscored || keyName(text, place, end) !== "__proto__";
}

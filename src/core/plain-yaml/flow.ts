import type { Json } from "../model/json.js";
import {
  beginsScalar,
  can,
  closeBrace,
  closeBracket,
  comma,
  dash,
  endsFlowScalar,
  inKey,
  openBrace,
  openBracket,
  space,
} from "./characters.js";
import { keyEnd, keyName } from "./key.js";
import { isQuote, quoted } from "./quoted.js";
import { afterSpaces, deepest, type Reading } from "./reading.js";
import { scalarValue } from "./scalar.js";

/** True for what opens a flow collection. */
export const opensFlow = (code: number): boolean => code === openBracket || code === openBrace;

/** The flow collection that begins there and ends on its line. */
export function flow(reading: Reading, depth: number): Json | undefined {
  if (depth > deepest) return undefined;
  return reading.text.charCodeAt(reading.at) === openBracket
    ? flowList(reading, depth)
    : flowMapping(reading, depth);
}

function flowList(reading: Reading, depth: number): Json | undefined {
  const items: Json[] = [];
  if (opensEmpty(reading, closeBracket)) return items;
  do {
    const item = flowValue(reading, depth);
    if (item === undefined) return undefined;
    items.push(item);
  } while (hasMore(reading));
  return closes(reading, closeBracket) ? items : undefined;
}

function flowMapping(reading: Reading, depth: number): Json | undefined {
  const { text } = reading;
  const members: { [name: string]: Json } = {};
  if (opensEmpty(reading, closeBrace)) return members;
  do {
    const end = keyEnd(text, reading.at);
    if (end < 0 || text.charCodeAt(end + 1) !== space) return undefined;
    const name = keyName(text, reading.at, end);
    if (Object.hasOwn(members, name)) return undefined;
    reading.at = afterSpaces(text, end + 1);
    const member = flowValue(reading, depth);
    if (member === undefined) return undefined;
    members[name] = member;
  } while (hasMore(reading));
  return closes(reading, closeBrace) ? members : undefined;
}

/** Goes to the first thing in a collection, or behind one that is empty. */
function opensEmpty(reading: Reading, close: number): boolean {
  reading.at = afterSpaces(reading.text, reading.at + 1);
  return closes(reading, close);
}

/** Goes behind a value, and behind the comma after it. */
function hasMore(reading: Reading): boolean {
  const { text } = reading;
  reading.at = afterSpaces(text, reading.at);
  if (text.charCodeAt(reading.at) !== comma) return false;
  reading.at = afterSpaces(text, reading.at + 1);
  return true;
}

function closes(reading: Reading, close: number): boolean {
  if (reading.text.charCodeAt(reading.at) !== close) return false;
  reading.at += 1;
  return true;
}

function flowValue(reading: Reading, depth: number): Json | undefined {
  const first = reading.text.charCodeAt(reading.at);
  if (opensFlow(first)) return flow(reading, depth + 1);
  return isQuote(first) ? quoted(reading) : flowScalar(reading, first);
}

/** A plain scalar in a flow collection: without colons, behind one a key's value would begin. */
function flowScalar(reading: Reading, first: number): Json | undefined {
  const { text, at: start } = reading;
  const begins = first === dash ? isWord(text.charCodeAt(start + 1)) : can(first, beginsScalar);
  if (!begins) return undefined;
  let end = start;
  let at = start;
  for (let code = first; !can(code, endsFlowScalar); code = text.charCodeAt(at)) {
    at += 1;
    if (code !== space) end = at;
  }
  const next = text.charCodeAt(at);
  if (next !== comma && next !== closeBracket && next !== closeBrace) return undefined;
  reading.at = at;
  return scalarValue(text.slice(start, end));
}

/** What a dash at the beginning of a scalar may stand before. */
const isWord = (code: number): boolean => can(code, inKey) && can(code, beginsScalar);

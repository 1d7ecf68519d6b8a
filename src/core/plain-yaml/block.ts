import type { Json } from "../model/json.js";
import { dash, hash, newline, space } from "./characters.js";
import { flow, opensFlow } from "./flow.js";
import { keyEnd, keyName } from "./key.js";
import { isQuote, quoted } from "./quoted.js";
import { afterSpaces, deepest, endLine, indentAhead, nextLine, type Reading } from "./reading.js";
import { plainScalar } from "./scalar.js";
import { opensText, text } from "./text.js";

/** The mapping or list that begins on the next line at this indent. Undefined, here and below: beyond the plain part. */
export function block(reading: Reading, indent: number, depth: number): Json | undefined {
  return isItem(reading.text, reading.at + indent)
    ? list(reading, indent, depth)
    : mapping(reading, indent, depth);
}

/** True when a list's item stands there. */
function isItem(all: string, place: number): boolean {
  return all.charCodeAt(place) === dash && all.charCodeAt(place + 1) === space;
}

function mapping(reading: Reading, indent: number, depth: number): Json | undefined {
  if (depth > deepest) return undefined;
  const members: { [name: string]: Json } = {};
  let ahead: number | undefined;
  do {
    const place = reading.at + indent;
    const end = keyEnd(reading.text, place);
    if (end < 0) return undefined;
    const name = keyName(reading.text, place, end);
    if (Object.hasOwn(members, name)) return undefined;
    reading.at = end + 1;
    const value = valueAfterKey(reading, indent, depth);
    if (value === undefined) return undefined;
    members[name] = value;
    ahead = indentAhead(reading);
  } while (ahead === indent);
  return isOver(ahead, indent) ? members : undefined;
}

function list(reading: Reading, indent: number, depth: number): Json | undefined {
  if (depth > deepest) return undefined;
  const items: Json[] = [];
  let ahead: number | undefined;
  do {
    const item = itemAt(reading, indent, depth);
    if (item === undefined) return undefined;
    items.push(item);
    ahead = indentAhead(reading);
  } while (ahead === indent && isItem(reading.text, reading.at + indent));
  return isOver(ahead, indent) ? items : undefined;
}

/** True when what comes next stands no deeper: a line that does continues a scalar, or is wrong. */
function isOver(ahead: number | undefined, indent: number): boolean {
  return ahead !== undefined && ahead <= indent;
}

function itemAt(reading: Reading, indent: number, depth: number): Json | undefined {
  const { text: all, at } = reading;
  const place = afterSpaces(all, at + indent + 1);
  if (isItem(all, place)) return list(reading, place - at, depth + 1);
  if (keyEnd(all, place) >= 0) return mapping(reading, place - at, depth + 1);
  reading.at = place;
  return inline(reading, indent, depth);
}

/** What stands behind a key's colon, or on the lines below. */
function valueAfterKey(reading: Reading, indent: number, depth: number): Json | undefined {
  const { text: all } = reading;
  reading.at = afterSpaces(all, reading.at);
  const first = all.charCodeAt(reading.at);
  if (first !== newline && first !== hash) return inline(reading, indent, depth);
  reading.at = nextLine(all, reading.at);
  const ahead = indentAhead(reading);
  if (ahead === undefined) return undefined;
  if (ahead > indent) return block(reading, ahead, depth + 1);
  return ahead === indent && isItem(all, reading.at + indent) ? list(reading, indent, depth + 1) : null;
}

/** A value that begins on the same line as its key or dash, in a mapping or list at this indent. */
function inline(reading: Reading, indent: number, depth: number): Json | undefined {
  const first = reading.text.charCodeAt(reading.at);
  if (opensText(first)) return text(reading, indent);
  if (!isQuote(first) && !opensFlow(first)) return plainScalar(reading);
  const value = isQuote(first) ? quoted(reading) : flow(reading, depth + 1);
  return value !== undefined && endLine(reading) ? value : undefined;
}

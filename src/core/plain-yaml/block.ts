import type { Json } from "../model/json.js";
import { flow, isFlow } from "./flow.js";
import { isText, text } from "./text.js";
import { keyAt } from "./key.js";
import { quoted, isQuoted } from "./quoted.js";
import { afterSpaces, deepest, indentAhead, isRestEmpty, type Reading } from "./reading.js";
import { plainScalar } from "./scalar.js";

/** The mapping or list that begins on the next line at this indent. Undefined, here and below: beyond the plain part. */
export function block(reading: Reading, indent: number, depth: number): Json | undefined {
  return isItem(lineOf(reading), indent) ? list(reading, indent, depth) : mapping(reading, indent, depth);
}

const lineOf = ({ lines, at }: Reading): string => lines[at] ?? "";

/** True when a list's item stands there. */
function isItem(line: string, indent: number): boolean {
  return line[indent] === "-" && line[indent + 1] === " ";
}

function mapping(reading: Reading, indent: number, depth: number): Json | undefined {
  if (depth > deepest) return undefined;
  const members: { [name: string]: Json } = {};
  do {
    const key = keyAt(lineOf(reading), indent);
    if (key === undefined || Object.hasOwn(members, key.name)) return undefined;
    const value = valueAfter(reading, { place: key.end, indent, depth });
    if (value === undefined) return undefined;
    members[key.name] = value;
  } while (indentAhead(reading) === indent);
  return isOver(reading, indent) ? members : undefined;
}

function list(reading: Reading, indent: number, depth: number): Json | undefined {
  if (depth > deepest) return undefined;
  const items: Json[] = [];
  do {
    const item = itemAt(reading, indent, depth);
    if (item === undefined) return undefined;
    items.push(item);
  } while (indentAhead(reading) === indent && isItem(lineOf(reading), indent));
  return isOver(reading, indent) ? items : undefined;
}

/** True when what comes next stands no deeper: a line that does continues a scalar, or is wrong. */
function isOver(reading: Reading, indent: number): boolean {
  const ahead = indentAhead(reading);
  return ahead !== undefined && ahead <= indent;
}

function itemAt(reading: Reading, indent: number, depth: number): Json | undefined {
  const line = lineOf(reading);
  const place = afterSpaces(line, indent + 1);
  if (isItem(line, place)) return list(reading, place, depth + 1);
  if (keyAt(line, place) !== undefined) return mapping(reading, place, depth + 1);
  return inline(reading, { place, indent, depth });
}

/** Where a value begins, the indent of the mapping or list that it stands in, and how deep that is. */
interface Place {
  readonly place: number;
  readonly indent: number;
  readonly depth: number;
}

function valueAfter(reading: Reading, { place, indent, depth }: Place): Json | undefined {
  const line = lineOf(reading);
  if (!isRestEmpty(line, place)) return inline(reading, { place: afterSpaces(line, place), indent, depth });
  reading.at += 1;
  const ahead = indentAhead(reading);
  if (ahead === undefined) return undefined;
  if (ahead > indent) return block(reading, ahead, depth + 1);
  return ahead === indent && isItem(lineOf(reading), indent) ? list(reading, indent, depth + 1) : null;
}

/** A value that begins on the same line as its key or dash. */
function inline(reading: Reading, { place, indent, depth }: Place): Json | undefined {
  const line = lineOf(reading);
  const first = line[place];
  if (isText(first)) return text(reading, place, indent);
  reading.at += 1;
  if (!isQuoted(first) && !isFlow(first)) return plainScalar(line, place);
  const found = isQuoted(first) ? quoted(line, place) : flow(line, place, depth + 1);
  return found !== undefined && isRestEmpty(line, found.end) ? found.value : undefined;
}

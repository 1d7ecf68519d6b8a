import type { Json } from "../model/json.js";
import { type Found, isQuoted, quoted } from "./quoted.js";
import { afterSpaces, deepest } from "./reading.js";
import { scalarValue, withoutEnd } from "./scalar.js";

/** True for what opens a flow collection. */
export const isFlow = (first: string | undefined): boolean => first === "[" || first === "{";

/** The flow collection that begins at a place and ends on its line. */
export function flow(line: string, place: number, depth: number): Found<Json> | undefined {
  if (depth > deepest) return undefined;
  return line[place] === "[" ? flowList(line, place, depth) : flowMapping(line, place, depth);
}

function flowList(line: string, place: number, depth: number): Found<Json> | undefined {
  const items: Json[] = [];
  let next = afterSpaces(line, place + 1);
  if (line[next] === "]") return { value: items, end: next + 1 };
  for (;;) {
    const item = flowValue(line, next, depth);
    if (item === undefined) return undefined;
    items.push(item.value);
    const end = afterSpaces(line, item.end);
    if (line[end] === "]") return { value: items, end: end + 1 };
    if (line[end] !== ",") return undefined;
    next = afterSpaces(line, end + 1);
  }
}

const key = /[A-Za-z_][A-Za-z0-9_/.-]{0,98}(?: [A-Za-z0-9_/.-]{1,40}){0,8}(?=: )/y;

function flowMapping(line: string, place: number, depth: number): Found<Json> | undefined {
  const members: { [name: string]: Json } = {};
  let next = afterSpaces(line, place + 1);
  if (line[next] === "}") return { value: members, end: next + 1 };
  for (;;) {
    const name = flowKey(line, next);
    if (name === undefined || name.value === "__proto__" || Object.hasOwn(members, name.value))
      return undefined;
    const member = flowValue(line, afterSpaces(line, name.end + 1), depth);
    if (member === undefined) return undefined;
    members[name.value] = member.value;
    const end = afterSpaces(line, member.end);
    if (line[end] === "}") return { value: members, end: end + 1 };
    if (line[end] !== ",") return undefined;
    next = afterSpaces(line, end + 1);
  }
}

/** A key with the place of its colon. */
function flowKey(line: string, place: number): Found<string> | undefined {
  if (isQuoted(line[place])) {
    const found = quoted(line, place);
    return found !== undefined && found.value.length < 99 && line.startsWith(": ", found.end)
      ? found
      : undefined;
  }
  key.lastIndex = place;
  const written = key.exec(line)?.[0];
  if (written === undefined || scalarValue(written) !== written) return undefined;
  return { value: written, end: place + written.length };
}

/** Without colons: behind one a key's value would begin. */
const plain = /(?:[A-Za-z0-9_./\\$(+<=~^;)\u00a1-\uffff]|-(?=[A-Za-z0-9_.]))[^,[\]{}:#"'`\n]*(?=[,\]}])/y;

function flowValue(line: string, place: number, depth: number): Found<Json> | undefined {
  const first = line[place];
  if (isFlow(first)) return flow(line, place, depth + 1);
  if (isQuoted(first)) return quoted(line, place);
  plain.lastIndex = place;
  const written = plain.exec(line)?.[0];
  if (written === undefined) return undefined;
  const value = scalarValue(withoutEnd(written));
  return value === undefined ? undefined : { value, end: place + written.length };
}

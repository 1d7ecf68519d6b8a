import type { Json } from "../model/json.js";
import { beginsScalar, beginsValue, can, colon, dash, hash, newline, space } from "./characters.js";
import { nextLine, type Reading } from "./reading.js";

/** The plain scalar that begins there and goes to the end of the line, or to a comment; then the next line is next. */
export function plainScalar(reading: Reading): Json | undefined {
  const { text, at: start } = reading;
  if (!beginsPlain(text, start)) return undefined;
  let end = start;
  let at = start;
  for (let code = text.charCodeAt(at); code !== newline; code = text.charCodeAt(at)) {
    if (code === hash && text.charCodeAt(at - 1) === space) break;
    if (code === colon && isGap(text.charCodeAt(at + 1))) return undefined;
    at += 1;
    if (code !== space) end = at;
  }
  reading.at = nextLine(text, at);
  return scalarValue(text.slice(start, end));
}

/** True where a plain scalar begins, and no item of a list. */
function beginsPlain(text: string, place: number): boolean {
  const first = text.charCodeAt(place);
  return first === dash ? !isGap(text.charCodeAt(place + 1)) : can(first, beginsScalar);
}

const isGap = (code: number): boolean => code === space || code === newline;

const words = new Map<string, Json>([
  ...["null", "Null", "NULL", "~"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
]);

const simpleNumber = /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?$/;
/** Numbers as the core schema has them. */
const anyNumber =
  /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** What an unquoted text means in the core schema; undefined for a number that is not written in the plainest way. */
export function scalarValue(written: string): Json | undefined {
  if (!can(written.charCodeAt(0), beginsValue)) return written;
  const word = written.length <= 5 ? words.get(written) : undefined;
  if (word !== undefined) return word;
  if (!anyNumber.test(written)) return written;
  return simpleNumber.test(written) && !/^-0(?:\.0*)?$/.test(written) ? Number(written) : undefined;
}

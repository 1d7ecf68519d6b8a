import { backslash, doubleQuote, newline, singleQuote } from "./characters.js";
import type { Reading } from "./reading.js";

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["n", "\n"],
  ["t", "\t"],
]);

/** True for a quotation mark. */
export const isQuote = (code: number): boolean => code === doubleQuote || code === singleQuote;

/** The quoted text that begins there and ends on its line. */
export function quoted(reading: Reading): string | undefined {
  return reading.text.charCodeAt(reading.at) === doubleQuote ? inDouble(reading) : inSingle(reading);
}

function inDouble(reading: Reading): string | undefined {
  const { text } = reading;
  let value = "";
  let start = reading.at + 1;
  for (let at = start; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === newline) return undefined;
    if (code === doubleQuote) {
      reading.at = at + 1;
      return value + text.slice(start, at);
    }
    if (code !== backslash) continue;
    const escaped = escapes.get(text.charAt(at + 1));
    if (escaped === undefined) return undefined;
    value += text.slice(start, at) + escaped;
    at += 1;
    start = at + 1;
  }
}

function inSingle(reading: Reading): string | undefined {
  const { text } = reading;
  let value = "";
  let start = reading.at + 1;
  for (let at = start; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === newline) return undefined;
    if (code !== singleQuote) continue;
    if (text.charCodeAt(at + 1) !== singleQuote) {
      reading.at = at + 1;
      return value + text.slice(start, at);
    }
    at += 1;
    value += text.slice(start, at);
    start = at + 1;
  }
}

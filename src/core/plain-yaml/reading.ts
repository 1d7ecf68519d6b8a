import { dash, dot, hash, newline, percent, space } from "./characters.js";

/** A text that ends with a line feed, and the place that is next: between values that is the beginning of a line. */
export interface Reading {
  readonly text: string;
  at: number;
}

/** Deepest nesting that is read. */
export const deepest = 64;

/** What `indentAhead` says where no value follows: at `---`, and at the text's end. */
export const separator = -1;
export const over = -2;

/** Moves on to the next line that says something, and returns its indent, `separator` or `over`; undefined for what only the whole reader knows. */
export function indentAhead(reading: Reading): number | undefined {
  const { text } = reading;
  while (reading.at < text.length) {
    const place = afterSpaces(text, reading.at);
    const first = text.charCodeAt(place);
    if (first !== newline && first !== hash) {
      return place > reading.at ? place - reading.at : atMargin(text, place, first);
    }
    reading.at = nextLine(text, place);
  }
  return over;
}

/** A line that begins without spaces: a separator, or what begins in column 1. */
function atMargin(text: string, place: number, first: number): number | undefined {
  if (first === dash && text.startsWith("---", place)) {
    return text.charCodeAt(place + 3) === newline ? separator : undefined;
  }
  return first === percent || (first === dot && text.startsWith("...", place)) ? undefined : 0;
}

/** Where the line behind this one begins. */
export function nextLine(text: string, place: number): number {
  return text.indexOf("\n", place) + 1;
}

/** The first place from `start` on that is no space. */
export function afterSpaces(text: string, start: number): number {
  let place = start;
  while (text.charCodeAt(place) === space) place += 1;
  return place;
}

/** Goes to the next line, unless more than spaces and a comment stands behind the value that was read. */
export function endLine(reading: Reading): boolean {
  const { text, at } = reading;
  const place = afterSpaces(text, at);
  const next = text.charCodeAt(place);
  if (next !== newline && (next !== hash || place === at)) return false;
  reading.at = nextLine(text, place);
  return true;
}

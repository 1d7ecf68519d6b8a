/** A text and the place up to which it is read. */
export interface Reading {
  readonly text: string;
  at: number;
}

/** The first place from `start` on that is no white space. */
export function afterSpace(text: string, start: number): number {
  let place = start;
  while (place < text.length && isSpace(text.charCodeAt(place))) place += 1;
  return place;
}

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 9 || code === 13;

/** The end of the word that begins at a place: letters, then also digits, `_` and `/`. `start` itself where none begins. */
export function afterWord(text: string, start: number): number {
  if (start === text.length || !isLetter(text.charCodeAt(start))) return start;
  let place = start + 1;
  while (place < text.length && isInWord(text.charCodeAt(place))) place += 1;
  return place;
}

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** 47 is the slash, 48 to 57 are the digits, 95 is the underscore. */
const isInWord = (code: number): boolean => isLetter(code) || (code >= 47 && code <= 57) || code === 95;

/** Reads a word and the white space behind it; empty, and nothing is read, where one of both is missing. */
export function spacedWord(reading: Reading): string {
  const { text, at } = reading;
  const end = afterWord(text, at);
  const next = afterSpace(text, end);
  if (end === at || next === end) return "";
  reading.at = next;
  return text.slice(at, end);
}

/** A value on one line, and the place behind it. */
export interface Found<T> {
  readonly value: T;
  readonly end: number;
}

const double = /"((?:[^"\\]|\\["\\/nt])*)"/y;
const single = /'((?:[^']|'')*)'/y;

const escapes: { readonly [letter: string]: string } = { n: "\n", t: "\t" };

/** True for a quotation mark. */
export const isQuoted = (first: string | undefined): boolean => first === '"' || first === "'";

/** The quoted text that begins at a place and ends on its line. */
export function quoted(line: string, place: number): Found<string> | undefined {
  const form = line[place] === '"' ? double : single;
  form.lastIndex = place;
  const inner = form.exec(line)?.[1];
  if (inner === undefined) return undefined;
  const value =
    form === double
      ? inner.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter)
      : inner.replaceAll("''", "'");
  return { value, end: form.lastIndex };
}

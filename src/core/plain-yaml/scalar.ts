import type { Json } from "../model/json.js";

/** What a plain scalar begins with, and what it must not have in it: `: `, a colon at its end. */
const beginning = /[A-Za-z0-9_./\\$(+<=~^;)\u00a1-\uffff]|-[^ ]/y;
const colon = /:(?: |$)/;

/** The plain scalar that begins at a place and goes to the end of the line, or to a comment. */
export function plainScalar(line: string, place: number): Json | undefined {
  beginning.lastIndex = place;
  if (!beginning.test(line)) return undefined;
  const comment = line.indexOf(" #", place);
  const written = withoutEnd(comment < 0 ? line.slice(place) : line.slice(place, comment));
  return colon.test(written) ? undefined : scalarValue(written);
}

/** A text without the spaces at its end. */
export function withoutEnd(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 32) end -= 1;
  return text.slice(0, end);
}

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
  if (written.length <= 5) {
    const word = words.get(written);
    if (word !== undefined) return word;
  }
  if (!/^[-+.0-9]/.test(written) || !anyNumber.test(written)) return written;
  return simpleNumber.test(written) && !/^-0(?:\.0*)?$/.test(written) ? Number(written) : undefined;
}

import type { Json } from "../model/json.js";
import { block } from "./block.js";
import { indentAhead, type Reading } from "./reading.js";

/** One document: what it says, and the 1-based line where it begins, in column 1. */
export interface PlainDocument {
  readonly data: Json;
  readonly line: number;
}

/** A tab, a carriage return, a control character, a space that is none, half of a pair: what the plain part of YAML has not. */
const special =
  /[^\n\x20-\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\u2fff\u3001-\ud7ff\ue000-\ufefe\uff00-\ufffc]/;

/**
 * Reads the plain part of YAML 1.2 (core schema) in which nearly every file is written: block mappings and lists, scalars and flow
 * collections on one line, `|` and `>`, comments, `---`. Undefined for a text with anything else in it, be it right or wrong: the whole
 * reader has to look. What it does accept it reads as the whole reader does, and it accepts nothing that one would complain of
 * (test/core/plain-yaml compares the two).
 */
export function readPlain(text: string): readonly PlainDocument[] | undefined {
  if (special.test(text)) return undefined;
  const reading: Reading = { lines: text.split("\n"), at: 0 };
  const documents: PlainDocument[] = [];
  let first = true;
  while (reading.at < reading.lines.length) {
    const indent = indentAhead(reading);
    if (indent === undefined) return undefined;
    if (indent === 0) {
      const line = reading.at + 1;
      const data = block(reading, 0, 1);
      if (data === undefined || indentAhead(reading) !== -1) return undefined;
      documents.push({ data, line });
    } else if (indent > 0 || !first) return undefined;
    first = false;
    reading.at += 1;
  }
  return documents;
}

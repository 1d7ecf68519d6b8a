import type { Json } from "../model/json.js";
import { block } from "./block.js";
import { indentAhead, nextLine, over, type Reading, separator } from "./reading.js";

/** One document: what it says, and the 1-based line where it begins, in column 1. */
export interface PlainDocument {
  readonly data: Json;
  readonly line: number;
}

/** A tab, a carriage return, a control character, a space that is none, half of a pair: what the plain part of YAML has not. */
const special =
  /[^\n\x20-\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\u2fff\u3001-\ud7ff\ue000-\ufefe\uff00-\ufffc]/;

/** What opens a text of several lines, which is another one when the file ends in it. */
const multiline = /[|>]/;

/**
 * Reads the plain part of YAML 1.2 (core schema) in which nearly every file is written: block mappings and lists, scalars and flow
 * collections on one line, `|` and `>`, comments, `---`. Undefined for a text with anything else in it, be it right or wrong: the whole
 * reader has to look. What it does accept it reads as the whole reader does, and it accepts nothing that one would complain of
 * (test/core/plain-yaml compares the two).
 */
export function readPlain(written: string): readonly PlainDocument[] | undefined {
  if (special.test(written)) return undefined;
  if (written.endsWith("\n")) return documentsOf({ text: written, at: 0 });
  return multiline.test(written) ? undefined : documentsOf({ text: `${written}\n`, at: 0 });
}

function documentsOf(reading: Reading): readonly PlainDocument[] | undefined {
  const documents: PlainDocument[] = [];
  let isAnnounced = false;
  let line = 1;
  let counted = 0;
  for (;;) {
    const ahead = indentAhead(reading);
    if (ahead === over) return isAnnounced ? undefined : documents;
    if (ahead === separator && !isAnnounced) {
      isAnnounced = true;
      reading.at = nextLine(reading.text, reading.at);
      continue;
    }
    if (ahead !== 0 || (documents.length > 0 && !isAnnounced)) return undefined;
    line += linesBetween(reading.text, counted, reading.at);
    counted = reading.at;
    const data = block(reading, 0, 1);
    if (data === undefined) return undefined;
    documents.push({ data, line });
    isAnnounced = false;
  }
}

/** How many lines end between two places. */
function linesBetween(text: string, from: number, to: number): number {
  let lines = 0;
  for (let place = nextLine(text, from); place > 0 && place <= to; place = nextLine(text, place)) lines += 1;
  return lines;
}

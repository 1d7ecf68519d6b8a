import type { Position } from "../model/finding.js";

/** Way to a value inside a document: keys, and indexes of lists as text or number. */
export type Path = readonly (string | number)[];

/** Where the parts of one document stand in its file. A path that does not exist stands where its nearest ancestor does. */
export interface Source {
  readonly file: string;
  /** Where the key at this path begins. */
  key(path: Path): Position;
  /** Where the value at this path begins. */
  value(path: Path): Position;
  /** Where a 1-based column of a text stands; the text's beginning when it is not on one line as written. */
  inside(path: Path, column: number): Position;
  /** A scalar as it is written, quotes included; undefined for anything else. */
  written(path: Path): string | undefined;
}

/** A path as people say it: `response[0].respond[1].action`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (/^\d+$/.test(String(part))) return `${text}[${part}]`;
    return text === "" ? String(part) : `${text}.${part}`;
  }, "");
}

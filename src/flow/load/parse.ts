import { type Document, LineCounter, parseAllDocuments } from "yaml";

/** One document of a file, parsed, with all that is needed to say where its parts stand. */
export interface Parsed {
  readonly file: string;
  readonly text: string;
  readonly lines: LineCounter;
  readonly document: Document.Parsed;
}

/**
 * Parses a file: YAML 1.2, core schema, nothing of YAML 1.1. Never throws; what is wrong stands in each document's errors and warnings.
 * Keys are compared by our own check, because the library's takes quadratic time.
 */
export function parseFile(file: string, text: string): readonly Parsed[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    version: "1.2",
    schema: "core",
    merge: false,
    resolveKnownTags: false,
    stringKeys: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
    lineCounter: lines,
  });
  return Array.from(documents, (document) => ({ file, text, lines, document }));
}

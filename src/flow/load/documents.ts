import type { Finding } from "../../core/model/finding.js";
import type { Json } from "../../core/model/json.js";
import { checks } from "../../core/validate/checks.js";
import type { Source } from "../../core/validate/source.js";
import type { FoundFile } from "../../ports/files.js";
import { type Parsed, parseFile } from "./parse.js";
import { sourceOf, sourceOfText } from "./positions.js";
import { isUnreadable, syntaxFindings } from "./syntax.js";
import { textOf } from "./text.js";
import { walkFindings } from "./walk.js";

/** One document of a file. */
export interface LoadedDocument {
  /** What it says; undefined when its YAML cannot be read. */
  readonly data: Json | undefined;
  /** Where its parts stand; keeps the whole parsed document alive. */
  readonly source: Source;
  /** The same, small: it keeps the text alone and parses again when asked. */
  readonly kept: Source;
}

/** A file's documents, empty ones left out, and what is wrong with the file and its YAML. */
export interface LoadedFile {
  readonly documents: readonly LoadedDocument[];
  readonly findings: readonly Finding[];
}

/** Reads one file. Never throws for what is in it. */
export function readDocuments(file: FoundFile): LoadedFile {
  const read = textOf(file);
  if ("finding" in read) return { documents: [], findings: [read.finding] };
  const all = parseFile(file.path, read.text).map(readDocument);
  const documents = all.flatMap(({ document }) => (document.data === null ? [] : [document]));
  const findings = all.flatMap((document) => document.findings);
  if (documents.length === 0 && findings.length === 0) findings.push(emptyFinding(file.path));
  return { documents, findings };
}

function readDocument(parsed: Parsed, index: number) {
  const findings = syntaxFindings(parsed);
  let data: Json | undefined;
  if (!isUnreadable(parsed)) {
    const walked = walkFindings(parsed);
    findings.push(...walked.findings);
    if (walked.expandable) data = parsed.document.toJS({ maxAliasCount: -1 });
  }
  const kept = sourceOfText(parsed.file, parsed.text, index);
  return { document: { data, source: sourceOf(parsed), kept }, findings };
}

function emptyFinding(file: string): Finding {
  return {
    check: checks.fileEmpty,
    severity: "error",
    message: `Cannot read ${file}: the file is empty`,
    fix: "Fill it, or take it away",
    at: { file, line: 1, column: 1 },
  };
}

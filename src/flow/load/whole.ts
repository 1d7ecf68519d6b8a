import type { Json } from "../../core/model/json.js";
import type { LoadedFile } from "./loaded-file.js";
import { type Parsed, parseFile } from "./parse.js";
import { sourceOf } from "./positions.js";
import { isUnreadable, syntaxFindings } from "./syntax.js";
import { walkFindings } from "./walk.js";

/** Reads a file's text with the whole YAML parser. Never throws for what is in it. */
export function readWhole(file: string, text: string): LoadedFile {
  const all = parseFile(file, text).map(readDocument);
  return {
    documents: all.flatMap(({ document }) => (document.data === null ? [] : [document])),
    findings: all.flatMap((document) => document.findings),
  };
}

function readDocument(parsed: Parsed, index: number) {
  const findings = syntaxFindings(parsed);
  let data: Json | undefined;
  if (!isUnreadable(parsed)) {
    const walked = walkFindings(parsed);
    findings.push(...walked.findings);
    if (walked.expandable) data = parsed.document.toJS({ maxAliasCount: -1 });
  }
  return { document: { data, source: sourceOf(parsed), index }, findings };
}

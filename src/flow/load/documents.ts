import type { Finding } from "../../core/model/finding.js";
import { checks } from "../../core/validate/checks.js";
import type { LoadedFile } from "./loaded-file.js";
import type { FoundFile } from "../../ports/files.js";
import { readPlain } from "../../core/plain-yaml/read-plain.js";
import { beginningAt, sourceOfTextOnce } from "./positions.js";
import { textOf } from "./text.js";
import { readWhole } from "./whole.js";

/** Reads one file: with the quick reader where that is enough. Never throws for what is in it. */
export function readDocuments(file: FoundFile): LoadedFile {
  const read = textOf(file);
  if ("finding" in read) return { documents: [], findings: [read.finding] };
  const { documents, findings } = quickly(file.path, read.text) ?? readWhole(file.path, read.text);
  if (documents.length > 0 || findings.length > 0) return { documents, findings };
  return { documents, findings: [emptyFinding(file.path)] };
}

/** The documents of a file in plain YAML. The whole parser looks at it when somebody asks where something stands. */
function quickly(file: string, text: string): LoadedFile | undefined {
  const plain = readPlain(text);
  const documents = plain?.map(({ data, line }, index) => {
    const source = sourceOfTextOnce(file, () => text, index);
    return { data, source: beginningAt({ file, line, column: 1 }, source), index };
  });
  return documents && { documents, findings: [] };
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

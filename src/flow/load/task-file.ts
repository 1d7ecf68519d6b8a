import { checkTask, type ProjectTerms } from "../../core/validate/check-task.js";
import type { RenderedTask } from "../../core/validate/check-document.js";
import type { Finding, Position } from "../../core/model/finding.js";
import type { DeclaredTask } from "../../core/model/task.js";
import { namesIn, type Names } from "../../core/validate/names.js";
import type { IgnoreScope } from "../../core/validate/silence.js";
import type { FoundFile } from "../../ports/files.js";
import { readDocuments } from "./documents.js";

/** What a task file comes to by itself, as plain data. */
export interface CheckedFile {
  readonly documents: readonly CheckedDocument[];
  readonly findings: readonly Finding[];
  readonly scopes: readonly IgnoreScope[];
}

/** One document: its names, the task when it is valid, which of the file's documents it is, and where it begins. */
interface CheckedDocument {
  readonly names?: Names;
  readonly task?: DeclaredTask;
  /** Where variables are put in: what it is in each group of organizations. */
  readonly rendered?: readonly RenderedTask[];
  readonly index: number;
  readonly at: Position;
}

/** Reads and checks one task file by itself. The full positions live only as long as that takes; afterwards its text is enough. */
export function checkTaskFile(file: FoundFile, terms: ProjectTerms): CheckedFile {
  const { documents, findings } = readDocuments(file);
  const all: Finding[] = [...findings];
  const scopes: IgnoreScope[] = [];
  const checkedDocuments = documents.flatMap(({ data, source, index }): CheckedDocument[] => {
    if (data === undefined) return [];
    const at = source.value([]);
    const checked = checkTask(data, terms, source);
    all.push(...besideSyntax(findings, checked.findings));
    scopes.push({ file: file.path, fromLine: at.line, ignores: checked.ignores });
    const { task, rendered } = checked;
    const names = namesIn(data);
    return [
      {
        index,
        at,
        ...(names === undefined ? {} : { names }),
        ...(task === undefined ? {} : { task }),
        ...(rendered === undefined ? {} : { rendered }),
      },
    ];
  });
  return { documents: checkedDocuments, findings: all, scopes };
}

/** On a line whose YAML is wrong, the value is not what was meant, and nobody needs to read what else is wrong with it. */
function besideSyntax(syntax: readonly Finding[], others: readonly Finding[]): Finding[] {
  const lines = new Set(syntax.filter(({ severity }) => severity === "error").map(({ at }) => at?.line));
  return others.filter(({ at }) => !lines.has(at?.line));
}

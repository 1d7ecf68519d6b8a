import type { ProjectTerms } from "../../core/validate/check-task.js";
import type { Finding } from "../../core/model/finding.js";
import type { IgnoreScope } from "../../core/validate/silence.js";
import type { TaskDocument } from "../../core/validate/tasks.js";
import type { FoundFile } from "../../ports/files.js";
import type { KeptResults } from "../../ports/kept-results.js";
import { beginningAt, sourceOfText } from "./positions.js";
import { type CheckedFile, checkTaskFile } from "./task-file.js";
import { textOf } from "./text.js";

/** With fewer files it takes longer to look a result up than to work it out. */
const fewestKept = 200;

interface ReadTaskFile {
  readonly documents: readonly TaskDocument[];
  readonly findings: readonly Finding[];
  readonly scopes: readonly IgnoreScope[];
}

/** Reads and checks each task file by itself; what an earlier run made of the same bytes at the same path is taken from there. */
export function readTaskFiles(
  files: readonly FoundFile[],
  terms: ProjectTerms,
  kept?: KeptResults<CheckedFile>,
): ReadTaskFile[] {
  const check =
    kept === undefined || files.length < fewestKept
      ? (file: FoundFile) => checkTaskFile(file, terms)
      : remembering(terms, kept);
  const read = files.map((file) => withSources(file, check(file)));
  if (files.length >= fewestKept) kept?.save();
  return read;
}

function remembering(terms: ProjectTerms, kept: KeptResults<CheckedFile>): (file: FoundFile) => CheckedFile {
  const context = kept.nameOf([JSON.stringify(terms)], new Uint8Array());
  return (file) => {
    if (!("bytes" in file)) return checkTaskFile(file, terms);
    const name = kept.nameOf([context, file.path], file.bytes);
    const checked = kept.get(name) ?? checkTaskFile(file, terms);
    kept.set(name, checked);
    return checked;
  };
}

function withSources(file: FoundFile, { documents, ...rest }: CheckedFile): ReadTaskFile {
  const text = (): string => {
    const read = textOf(file);
    return "text" in read ? read.text : "";
  };
  return {
    ...rest,
    documents: documents.map(({ index, at, ...document }) => ({
      ...document,
      source: beginningAt(at, sourceOfText(file.path, text, index)),
    })),
  };
}

import { sameJson } from "../../core/model/canonical.js";
import { hasErrors } from "../../core/model/finding.js";
import type { DeclaredTask } from "../../core/model/task.js";
import type { Files, FoundFile } from "../../ports/files.js";
import { load, type LoadRequest } from "../load.js";
import { textOf } from "../load/text.js";
import { editTaskMember, type MemberEdit } from "./task-member-edit.js";

/** A file before and after an edit, relative to the root. */
export interface EditedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/**
 * The file of a task with one member changed, read again as a whole: every task in every file still says what it said, but for that
 * member. Undefined where the edit would not come out so: then a person has to write it.
 */
export async function editedTask(
  request: LoadRequest,
  task: DeclaredTask,
  edit: Omit<MemberEdit, "task"> & { readonly wanted: Partial<DeclaredTask> },
): Promise<EditedFile | undefined> {
  const { file } = task.at;
  const found = request.files.read(file);
  const read = found && textOf(found);
  if (found === undefined || read === undefined || !("text" in read) || !("bytes" in found)) return undefined;
  const after = editTaskMember(file, read.text, { ...edit, task: task.name });
  if (after === undefined) return undefined;
  const mark = hasByteOrderMark(found.bytes) ? "\uFEFF" : "";
  const edited = { file, before: `${mark}${read.text}`, after: `${mark}${after}` };
  const was = await load(request);
  const is = await load({ ...request, files: withText(request.files, file, edited.after) });
  const expected = was.tasks.map((each) => (each.name === task.name ? { ...each, ...edit.wanted } : each));
  return !hasErrors(is.findings) && sameJson(meaning(expected), meaning(is.tasks)) ? edited : undefined;
}

const hasByteOrderMark = ([a, b, c]: Uint8Array): boolean => a === 0xef && b === 0xbb && c === 0xbf;

/** What tasks say, wherever they stand: a line that came in moves what is below. */
const meaning = (tasks: readonly DeclaredTask[]) =>
  tasks.map(({ at, ...said }) => ({ ...said, file: at.file }));

function withText(files: Files, path: string, text: string): Files {
  const bytes = new TextEncoder().encode(text);
  const replaced = (file: FoundFile): FoundFile => (file.path === path ? { path, bytes } : file);
  return {
    read: (wanted) => {
      const found = files.read(wanted);
      return found && replaced(found);
    },
    find: (globs) => files.find(globs).map(replaced),
  };
}

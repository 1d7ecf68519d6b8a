import { type Draft, type LeftForeign, leftEntry, leftRule } from "../../core/import/draft.js";
import { type Import, standsAs } from "../../core/import/record-imports.js";
import type { Finding } from "../../core/model/finding.js";
import type { DeclaredTask } from "../../core/model/task.js";
import { comparableDesired, comparableHash } from "../../core/plan/comparable-rule.js";
import { desiredRules } from "../../core/plan/desired-rules.js";
import { load, type LoadRequest } from "../load.js";
import { type FileSettings, taskFileText } from "./task-file-text.js";
import { withFiles } from "./with-files.js";

/** A new file with the task that it declares. */
export interface ImportedFile extends Import {
  /** Relative to the root. */
  readonly path: string;
  readonly text: string;
}

export interface SettleInput extends FileSettings {
  readonly request: LoadRequest;
  /** Where the new files go, relative to the root, without a slash at its end. */
  readonly folder: string;
}

export interface Settled {
  readonly files: readonly ImportedFile[];
  readonly left: readonly LeftForeign[];
}

/**
 * Makes files of drafts that are valid beside all that is declared: each is read again as a whole project. What a check objects to is
 * taken out of its draft step by step (rules, the selector, the context), and at last the draft itself. Returns a text when the
 * project does not take the files at all.
 */
export async function settleDrafts(drafts: readonly Draft[], input: SettleInput): Promise<Settled | string> {
  let tried: readonly Draft[] = drafts;
  const left: LeftForeign[] = [];
  for (;;) {
    const files = tried.map((draft) => ({
      draft,
      path: `${input.folder}/${draft.name}.yaml`,
      text: taskFileText(draft, input),
    }));
    const loaded = await load({ ...input.request, files: withFiles(input.request.files, files) });
    const tasks = new Map(loaded.tasks.map((task) => [task.at.file, task]));
    const objections = objectionsIn(loaded.findings, files);
    const rounds = files.map((file) => {
      const why = objections.get(file.path) ?? doubtAbout(file.draft, tasks.get(file.path), loaded);
      return why === undefined ? { kept: file.draft, left: [] } : lesser(file.draft, why);
    });
    const stray = loaded.findings.find(({ severity }) => severity === "error");
    if (rounds.every(({ left: taken, kept }, index) => taken.length === 0 && kept === files[index]?.draft)) {
      if (stray !== undefined) return `${stray.message}: ${stray.fix}`;
      return { files: files.flatMap((file) => imported(file, tasks.get(file.path))), left };
    }
    left.push(...rounds.flatMap((round) => round.left));
    tried = rounds.flatMap(({ kept }) => kept ?? []);
  }
}

function imported(file: Omit<ImportedFile, "task">, task: DeclaredTask | undefined): ImportedFile[] {
  return task === undefined ? [] : [{ ...file, task }];
}

/** The first error that has to do with each new file. */
function objectionsIn(
  findings: readonly Finding[],
  files: readonly { readonly path: string }[],
): ReadonlyMap<string, string> {
  const ours = new Set(files.map(({ path }) => path));
  const objections = new Map<string, string>();
  for (const { severity, at, related = [], message } of findings) {
    if (severity !== "error") continue;
    const places = [at, ...related].flatMap((place) => place?.file ?? []).filter((file) => ours.has(file));
    const [first] = places;
    if (first !== undefined && !objections.has(first)) objections.set(first, message);
  }
  return objections;
}

/** Why a file does not say what it was written for: no glob takes it, or YAML has no form for a rule's content. */
function doubtAbout(
  { rules, command }: Draft,
  task: DeclaredTask | undefined,
  { configuration }: { readonly configuration?: { readonly project: string } },
): string | undefined {
  if (task === undefined) return "`tasks` in lctasks.yaml does not take its file";
  if (command.includes("${{")) return "its command has ${{ in it, which a file reads as a variable";
  if (task.command !== command.trim()) return "its command cannot be written in a file";
  const project = configuration?.project ?? "";
  const wanted = new Map(desiredRules(project, task, undefined, 0).map((rule) => [rule.key, rule]));
  const differs = rules.find((record) => {
    const rule = wanted.get(record.key);
    return rule === undefined || !standsAs(record, comparableHash(comparableDesired(rule)), project);
  });
  return differs && `${differs.key} has content that a task file cannot say`;
}

/** A draft that asks for less; nothing when there is no less. */
function lesser(draft: Draft, why: string): { readonly kept?: Draft; readonly left: readonly LeftForeign[] } {
  const { rules, waiting, context, recorded, ...rest } = draft;
  if (rules.length > 0)
    return { kept: { ...draft, rules: [] }, left: rules.map(({ key }) => leftRule(key, why)) };
  if (waiting !== undefined && waiting.length > 0)
    return {
      kept: { ...rest, rules, recorded, ...contextMember(context), target: { sid: waiting } },
      left: [],
    };
  if (context !== undefined && !recorded) return { kept: { ...rest, rules, recorded }, left: [] };
  return { left: draft.taskIds.map((id) => leftEntry(id, why)) };
}

const contextMember = (context: string | undefined) => (context === undefined ? {} : { context });

import type { JsonObject } from "../core/model/json.js";
import { renderingsOf } from "../core/validate/task-in-organization.js";
import type { DeclaredTask } from "../core/model/task.js";
import { desiredRules } from "../core/plan/desired-rules.js";
import type { FoundFile, Files } from "../ports/files.js";
import type { Loaded } from "./load.js";
import { type FoundRule, rulesInFile } from "./rules-in-file.js";

/** The response rules of loaded tasks, as they would be written. */
export function taskRules({ tasks, configuration }: Loaded): FoundRule[] {
  const project = configuration?.project ?? "project";
  const organizations = configuration?.organizations ?? [];
  return tasks.flatMap((task) => {
    if (task.template === undefined) return rulesOf(project, task, "");
    const renderings = renderingsOf(organizations, task);
    return renderings.flatMap((each) =>
      rulesOf(project, each.task, renderings.length > 1 ? ` (in ${each.aliases.join(", ")})` : ""),
    );
  });
}

/** `where` stands behind the names of rules that are not the same everywhere. */
function rulesOf(project: string, task: DeclaredTask, where: string): FoundRule[] {
  return desiredRules(project, task, undefined, 0).map(({ key, data }) => ({
    file: task.at.file,
    name: `${key}${where}`,
    rule: { ...data } as unknown as JsonObject,
  }));
}

/** The rules of plain rule files, with what they include. Throws when a file cannot be read or parsed. */
export function fileRules(files: Files, globs: readonly string[]): FoundRule[] {
  const seen = new Set<string>();
  const rulesOf = (file: FoundFile): FoundRule[] => {
    if (seen.has(file.path)) return [];
    seen.add(file.path);
    if ("problem" in file && file.problem === "linked") return [];
    if (!("bytes" in file)) throw new Error(`Cannot read ${file.path}: ${file.detail}`);
    const { rules, includes } = rulesInFile(file.path, new TextDecoder().decode(file.bytes));
    const folder = file.path.slice(0, file.path.lastIndexOf("/") + 1);
    return [...rules, ...files.find(includes.map((glob) => `${folder}${glob}`)).flatMap(rulesOf)];
  };
  return files.find(globs).flatMap(rulesOf);
}

import { type Finding, sortFindings } from "../../core/model/finding.js";
import { checkTask, type ProjectTerms } from "../../core/validate/check-task.js";
import { defaultTasks } from "../../core/validate/default-files.js";
import { type IgnoreScope, silence } from "../../core/validate/silence.js";
import { crossFindings, type TaskDocument } from "../../core/validate/tasks.js";
import type { FoundFile } from "../../ports/files.js";
import { readConfiguration } from "./configuration.js";
import { readDocuments } from "./documents.js";
import { choosePaths, inFolderOf } from "./paths.js";
import type { Loaded, LoadRequest } from "./request.js";

/** Reads and checks every file of a project. Never throws for what is in the files. */
export function readProject(request: LoadRequest): Loaded {
  const config = readConfiguration(request.files, request.configPath);
  const globs = config.written?.tasks ?? inFolderOf(request.configPath, defaultTasks);
  const chosen = choosePaths(request, { globs, others: config.organizationFiles });
  const terms = {
    project: config.written?.project ?? "project",
    organizations: config.configuration?.organizations,
  };
  const read = chosen.taskFiles.map((file) => readTaskFile(file, terms));
  const documents = read.flatMap((file) => file.documents);
  const findings = [
    ...config.findings,
    ...chosen.findings,
    ...read.flatMap((file) => file.findings),
    ...crossFindings(documents, config.configuration),
  ];
  const scopes = read.flatMap((file) => file.scopes);
  const shown = silence(findings, scopes, config.ignores);
  return {
    ...(config.configuration === undefined ? {} : { configuration: config.configuration }),
    tasks: documents.flatMap(({ task }) => task ?? []),
    findings: sortFindings(shown.findings.filter(chosen.concerns)),
    silenced: sortFindings(shown.silenced.filter(chosen.concerns)),
    taskFiles: chosen.taskFiles.filter((file) => !isLink(file)).length,
  };
}

/** The full positions live only as long as one file is checked; afterwards its text is enough. */
function readTaskFile(file: FoundFile, terms: ProjectTerms) {
  const { documents, findings } = readDocuments(file);
  const all: Finding[] = [...findings];
  const scopes: IgnoreScope[] = [];
  const tasks = documents.flatMap(({ data, source, kept }): TaskDocument[] => {
    if (data === undefined) return [];
    const checked = checkTask(data, terms, source);
    all.push(...besideSyntax(findings, checked.findings));
    scopes.push({ file: file.path, fromLine: source.value([]).line, ignores: checked.ignores });
    const { task, rendered } = checked;
    return [
      {
        data,
        source: kept,
        ...(task === undefined ? {} : { task }),
        ...(rendered === undefined ? {} : { rendered }),
      },
    ];
  });
  return { documents: tasks, findings: all, scopes };
}

/** On a line whose YAML is wrong, the value is not what was meant, and nobody needs to read what else is wrong with it. */
function besideSyntax(syntax: readonly Finding[], others: readonly Finding[]): Finding[] {
  const lines = new Set(syntax.filter(({ severity }) => severity === "error").map(({ at }) => at?.line));
  return others.filter(({ at }) => !lines.has(at?.line));
}

const isLink = (file: FoundFile): boolean => "problem" in file && file.problem === "linked";

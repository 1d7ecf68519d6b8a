import { sortFindings } from "../../core/model/finding.js";
import { defaultTasks } from "../../core/validate/default-files.js";
import { silence } from "../../core/validate/silence.js";
import { crossFindings } from "../../core/validate/tasks.js";
import type { FoundFile } from "../../ports/files.js";
import type { KeptResults } from "../../ports/kept-results.js";
import { readConfiguration } from "./configuration.js";
import { choosePaths, inFolderOf } from "./paths.js";
import type { CheckedFile } from "./task-file.js";
import { readTaskFiles } from "./task-files.js";
import type { Loaded, LoadRequest } from "./request.js";

/** Reads and checks every file of a project. Never throws for what is in the files. */
export function readProject(request: Omit<LoadRequest, "kept">, kept?: KeptResults<CheckedFile>): Loaded {
  const config = readConfiguration(request.files, request.configPath);
  const globs = config.written?.tasks ?? inFolderOf(request.configPath, defaultTasks);
  const chosen = choosePaths(request, { globs, others: config.organizationFiles });
  const terms = {
    project: config.written?.project ?? "project",
    organizations: config.configuration?.organizations,
  };
  const read = readTaskFiles(chosen.taskFiles, terms, kept);
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

const isLink = (file: FoundFile): boolean => "problem" in file && file.problem === "linked";

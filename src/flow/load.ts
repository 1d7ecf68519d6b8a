import { defaultTasks } from "../core/validate/default-files.js";
import { sortFindings } from "../core/model/finding.js";
import { missingConfiguration } from "./load/missing-configuration.js";
import { choosePaths, inFolderOf } from "./load/paths.js";
import type { Loaded, LoadRequest } from "./load/request.js";

export type { Loaded, LoadRequest } from "./load/request.js";

/** Reads and checks every file of a project. What reads YAML and checks it is loaded when there is a file. Never throws for what is in the files. */
export async function load(request: LoadRequest): Promise<Loaded> {
  const nothing = nothingThere(request);
  if (nothing !== undefined) return nothing;
  const { readProject } = await import("./load/project.js");
  return readProject(request, await request.kept?.());
}

/** What is to be said where there is no file at all. */
function nothingThere(request: LoadRequest): Loaded | undefined {
  const { files, configPath } = request;
  if (files.read(configPath) !== undefined) return undefined;
  const { taskFiles, findings } = choosePaths(request, {
    globs: inFolderOf(configPath, defaultTasks),
    others: new Set(),
  });
  if (taskFiles.length > 0) return undefined;
  const all = [missingConfiguration(configPath), ...findings];
  return { tasks: [], findings: sortFindings(all), silenced: [], taskFiles: 0 };
}

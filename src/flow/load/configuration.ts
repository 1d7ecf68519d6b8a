import type { Configuration } from "../../core/model/configuration.js";
import { type Finding, hasErrors } from "../../core/model/finding.js";
import type { Ignore } from "../../core/model/ignore.js";
import { checks } from "../../core/validate/checks.js";
import {
  configurationFindings,
  type ConfigFile,
  toConfiguration,
} from "../../core/validate/configuration.js";
import { defaultOrganizationFiles } from "../../core/validate/default-files.js";
import { readIgnores } from "../../core/validate/ignore.js";
import { shapeFindings, validators } from "../../core/validate/shape.js";
import type { Source } from "../../core/validate/source.js";
import type { Files } from "../../ports/files.js";
import { missingConfiguration } from "./missing-configuration.js";
import { inFolderOf } from "./paths.js";
import { readDocuments } from "./documents.js";
import type { LoadedDocument } from "./loaded-file.js";
import { type OrganizationFiles, readOrganizationFiles } from "./organization-files.js";

/** `lctasks.yaml` and the organization files, as far as they are valid. */
interface LoadedConfiguration {
  /** Undefined when anything of it is not valid by itself: nobody may act on a part of the organizations. */
  readonly configuration?: Configuration;
  /** What task files are read with, also where an organization file is not valid. */
  readonly written?: Pick<Configuration, "project" | "tasks" | "organizationFiles">;
  readonly findings: readonly Finding[];
  /** What its `ignore` asks for. */
  readonly ignores: readonly Ignore[];
  /** Paths of the organization files. */
  readonly organizationFiles: ReadonlySet<string>;
}

/** Reads `lctasks.yaml`, one file with one document, and the organization files beside it. */
export function readConfiguration(files: Files, path: string): LoadedConfiguration {
  const file = files.read(path);
  const { documents, findings } =
    file === undefined ? { documents: [], findings: [missingConfiguration(path)] } : readDocuments(file);
  const [first, second] = documents;
  const several = second === undefined ? [] : [severalDocuments(second)];
  const checked = first === undefined ? undefined : checkShape(first);
  const globs = checked !== undefined && "data" in checked ? checked.data.organizationFiles : undefined;
  const organizations = readOrganizationFiles({
    files,
    configPath: path,
    globs: inFolderOf(path, globs ?? defaultOrganizationFiles),
    written: globs !== undefined,
  });
  const loaded = checked === undefined ? nothing : checkConfiguration(checked, organizations);
  return {
    ...loaded,
    findings: [...findings, ...several, ...organizations.findings, ...loaded.findings],
    organizationFiles: organizations.paths,
  };
}

type Checked =
  | { readonly data: ConfigFile; readonly source: Source }
  | { readonly findings: readonly Finding[] };

type Read = Omit<LoadedConfiguration, "organizationFiles">;

const nothing: Read = { findings: [], ignores: [] };

function checkShape({ data, source }: LoadedDocument): Checked | undefined {
  if (data === undefined) return undefined;
  return validators.config(data) ? { data, source } : { findings: shapeFindings("config", source).findings };
}

function checkConfiguration(checked: Checked, { declared, findings: beside }: OrganizationFiles): Read {
  if ("findings" in checked) return { ...nothing, findings: checked.findings };
  const { data, source } = checked;
  const { ignores, findings } = readIgnores(data.ignore ?? [], source);
  const configuration = toConfiguration(data, declared, source);
  const { tasks, organizationFiles } = configuration;
  const inFolder = {
    ...configuration,
    tasks: inFolderOf(source.file, tasks),
    organizationFiles: inFolderOf(source.file, organizationFiles),
  };
  return {
    ...(hasErrors(beside) ? {} : { configuration: inFolder }),
    written: inFolder,
    findings: [...configurationFindings(data, declared, source), ...findings],
    ignores,
  };
}

function severalDocuments({ source }: LoadedDocument): Finding {
  return {
    check: checks.yamlDocuments,
    severity: "error",
    message: `Cannot read a second document in ${source.file}: a configuration is one document`,
    fix: "Remove the line with --- and what follows, or move it to a task file",
    at: source.value([]),
  };
}

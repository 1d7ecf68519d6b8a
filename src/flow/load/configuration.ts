import type { Configuration } from "../../core/model/configuration.js";
import type { Finding } from "../../core/model/finding.js";
import type { Ignore } from "../../core/model/ignore.js";
import { checks } from "../../core/validate/checks.js";
import { configurationFindings, toConfiguration } from "../../core/validate/configuration.js";
import { readIgnores } from "../../core/validate/ignore.js";
import { shapeFindings, validators } from "../../core/validate/shape.js";
import type { Files } from "../../ports/files.js";
import { missingConfiguration } from "./missing-configuration.js";
import { inFolderOf } from "./paths.js";
import { type LoadedDocument, readDocuments } from "./documents.js";

/** `lctasks.yaml` as far as it is valid. */
interface LoadedConfiguration {
  readonly configuration?: Configuration;
  readonly findings: readonly Finding[];
  /** What its `ignore` asks for. */
  readonly ignores: readonly Ignore[];
}

/** Reads `lctasks.yaml`: one file, one document. */
export function readConfiguration(files: Files, path: string): LoadedConfiguration {
  const file = files.read(path);
  if (file === undefined) return { findings: [missingConfiguration(path)], ignores: [] };
  const { documents, findings } = readDocuments(file);
  const [first, second] = documents;
  const several = second === undefined ? [] : [severalDocuments(second)];
  const checked = first === undefined ? { findings: [], ignores: [] } : checkConfiguration(first);
  return { ...checked, findings: [...findings, ...several, ...checked.findings] };
}

function checkConfiguration({ data, source }: LoadedDocument): LoadedConfiguration {
  if (data === undefined) return { findings: [], ignores: [] };
  if (!validators.config(data)) return { findings: shapeFindings("config", source).findings, ignores: [] };
  const configuration = toConfiguration(data, source);
  const { ignores, findings } = readIgnores(data.ignore ?? [], source);
  return {
    configuration: { ...configuration, tasks: inFolderOf(source.file, configuration.tasks) },
    findings: [...configurationFindings(data, source), ...findings],
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

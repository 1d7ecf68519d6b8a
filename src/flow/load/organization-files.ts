import type { Finding } from "../../core/model/finding.js";
import { aliasPattern, aliasRule } from "../../core/model/organization-terms.js";
import { checks } from "../../core/validate/checks.js";
import { quoted } from "../../core/validate/describe.js";
import type { DeclaredOrganization } from "../../core/validate/organization-entries.js";
import { shapeFindings, validators } from "../../core/validate/shape.js";
import type { Files, FoundFile } from "../../ports/files.js";
import { readDocuments } from "./documents.js";
import type { LoadedDocument } from "./loaded-file.js";
import { ignoredFiles } from "./paths.js";

/** The organization files of a project. */
export interface OrganizationFiles {
  /** The organizations that are valid by themselves. */
  readonly declared: readonly DeclaredOrganization[];
  readonly findings: readonly Finding[];
  /** Paths of all of them: they are no task files. */
  readonly paths: ReadonlySet<string>;
}

interface Wanted {
  readonly files: Files;
  readonly configPath: string;
  /** Relative to the root of `files`. */
  readonly globs: readonly string[];
  /** True when the configuration gives the globs, so that one which matches nothing is a mistake. */
  readonly written: boolean;
}

/** Reads the organization files. Never throws for what is in them. */
export function readOrganizationFiles({ files, configPath, globs, written }: Wanted): OrganizationFiles {
  const found = files.find(globs).filter(({ path }) => path !== configPath);
  const read = found.map(readOrganizationFile);
  const nothing = written && found.length === 0 ? [nothingMatches(configPath, globs)] : [];
  return {
    declared: read.flatMap((file) => file.declared),
    findings: [
      ...nothing,
      ...read.flatMap((file) => file.findings),
      ...ignoredFiles(files, { globs, configured: found, member: "organizationFiles" }),
    ],
    paths: new Set(found.map(({ path }) => path)),
  };
}

type Read = Pick<OrganizationFiles, "declared" | "findings">;

function readOrganizationFile(file: FoundFile): Read {
  const { documents, findings } = readDocuments(file);
  const read = documents.map((document) => readOrganization(document, nameOf(file.path)));
  return {
    declared: read.flatMap((one) => one.declared),
    findings: [...findings, ...read.flatMap((one) => one.findings)],
  };
}

function readOrganization({ data, source }: LoadedDocument, fileName: string): Read {
  if (data === undefined) return { declared: [], findings: [] };
  if (!validators.organization(data))
    return { declared: [], findings: shapeFindings("organization", source).findings };
  const { alias = fileName, ...written } = data;
  if (!new RegExp(aliasPattern).test(alias)) {
    return {
      declared: [],
      findings: [
        {
          check: checks.configValue,
          severity: "error",
          message: `Cannot use the file's name ${quoted(alias)} as an alias: it does not have the right form`,
          fix: `Write alias: in the file, or rename it; ${aliasRule}`,
          at: source.value([]),
        },
      ],
    };
  }
  return {
    declared: [{ alias, written, place: { kind: "organization", path: [], source } }],
    findings: [],
  };
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1).replace(/\.ya?ml$/, "");

function nothingMatches(configPath: string, globs: readonly string[]): Finding {
  return {
    check: checks.noOrganizationFiles,
    severity: "warning",
    message: `No file matches ${globs.join(", ")}`,
    fix: `Write an organization file, or correct organizationFiles in ${configPath}`,
  };
}

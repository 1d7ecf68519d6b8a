import { compareConfigurations } from "../core/model/changed-organizations.js";
import type { Configuration, Organization } from "../core/model/configuration.js";
import { type Finding, hasErrors, sortFindings } from "../core/model/finding.js";
import { matchesGlob } from "../core/model/glob.js";
import { messageOf } from "../core/model/message-of.js";
import { isMeantFor } from "../core/model/organization-terms.js";
import { checkTask } from "../core/validate/check-task.js";
import { checks } from "../core/validate/checks.js";
import { quoted } from "../core/validate/describe.js";
import type { ChangedFile, EarlierFiles } from "../ports/earlier-files.js";
import type { Files } from "../ports/files.js";
import type { Loaded } from "./load.js";
import { readConfiguration } from "./load/configuration.js";
import { readDocuments } from "./load/documents.js";
import { filesBefore } from "./load/files-before.js";

/** What is compared with what. */
export interface Comparison {
  readonly loaded: Loaded;
  readonly files: Files;
  readonly configPath: string;
  readonly earlier: EarlierFiles;
  /** What a person calls the commit: a branch, a tag, an id. */
  readonly ref: string;
}

/** The files, with what is to be said of their changes, and the organizations that these touch. */
export interface ChangedSince {
  readonly loaded: Loaded;
  readonly touches: (organization: Organization) => boolean;
}

/**
 * The organizations that the changes since a commit touch, committed or not. It narrows what is looked at, never what is decided: where
 * something cannot be known it is all of them, and a finding says why. An organization that was dropped without having been retired
 * is an error. Never throws for what is in the files.
 */
export async function changedSince(comparison: Comparison): Promise<ChangedSince> {
  const { loaded } = comparison;
  if (loaded.configuration === undefined) return { loaded, touches: () => true };
  try {
    return await compare(comparison, loaded.configuration);
  } catch (error) {
    return all(loaded, unknown(comparison, messageOf(error)));
  }
}

async function compare(comparison: Comparison, now: Configuration): Promise<ChangedSince> {
  const { loaded, files, earlier, ref } = comparison;
  const configPath = plainPath(comparison.configPath);
  const sha = await earlier.commitOf(ref);
  if (sha === undefined) return all(loaded, noSuchCommit(now, ref, await earlier.isShallow()));
  const { changed: configChange } = await earlier.changedSince(sha, [configPath]);
  if (configChange.some(({ before }) => before === undefined)) return all(loaded);
  const { written } = readConfiguration(filesBefore(files, configChange), configPath);
  const folders = [configPath, ...[now, written].flatMap((one) => (one ? foldersOf(one) : []))];
  const { changed, same } = await earlier.changedSince(sha, [...new Set(folders)]);
  refuseUnknown(comparison, now, new Set([...same, ...changed.map(({ path }) => path)]));
  const { configuration: before, findings } = readConfiguration(filesBefore(files, changed), configPath);
  if (before === undefined || hasErrors(findings))
    return all(
      loaded,
      unknown(comparison, `the configuration of then cannot be read (${firstOf(findings)})`),
    );
  const { forAll, changed: declared, dropped } = compareConfigurations(before, now);
  const said = dropped.map((one) => droppedFinding(now, one));
  if (forAll) return all(loaded, ...said);
  const terms = changed
    .filter((file) => isTaskFile(file, now))
    .map((file) => termsIn(file, comparison, before));
  const unreadable = terms.find((one): one is Unreadable => "unreadable" in one);
  if (unreadable !== undefined) return all(loaded, unknown(comparison, unreadable.unreadable), ...said);
  const meant = terms.flatMap((one) => ("terms" in one ? one.terms : []));
  return {
    loaded: withFindings(loaded, said),
    touches: (organization) =>
      declared.has(organization) || meant.some((each) => isMeantFor(each, organization)),
  };
}

/** The path as Git has it. Throws for one that leads up. */
function plainPath(path: string): string {
  const plain = path.replace(/^(?:\.\/+)+/, "");
  if (!plain.split("/").some((part) => part === "" || part === "." || part === "..")) return plain;
  throw new Error(`${path} is not written as Git has it`);
}

/** Throws for a file that we found by a path which Git does not have: a link, another spelling, another repository. */
function refuseUnknown(
  { files, configPath }: Comparison,
  { tasks, organizationFiles }: Configuration,
  known: ReadonlySet<string>,
): void {
  const found = files.find([configPath, ...tasks, ...organizationFiles]);
  const other = found.find(({ path }) => !known.has(path));
  if (other !== undefined) throw new Error(`Git does not know ${other.path} by this path`);
}

/** The folders in which files can be that any of the globs matches. */
function foldersOf({
  tasks,
  organizationFiles,
}: Pick<Configuration, "tasks" | "organizationFiles">): string[] {
  return [...tasks, ...organizationFiles].map((glob) => {
    const parts = glob.split("/");
    const wild = parts.findIndex((part) => /[*?{]/.test(part));
    return (wild === -1 ? parts : parts.slice(0, wild)).join("/") || ".";
  });
}

function isTaskFile({ path }: ChangedFile, { tasks, organizationFiles, at }: Configuration): boolean {
  const matches = (glob: string) => matchesGlob(glob, path);
  return path !== at.file && tasks.some(matches) && !organizationFiles.some(matches);
}

type Terms = readonly string[] | undefined;

interface Unreadable {
  readonly unreadable: string;
}

/** For which organizations the tasks of a file are meant, and were before. */
function termsIn(
  file: ChangedFile,
  { loaded }: Comparison,
  { project, organizations }: Configuration,
): { readonly terms: readonly Terms[] } | Unreadable {
  const now = loaded.tasks.filter(({ at }) => at.file === file.path).map((task) => task.organizations);
  if (file.before === undefined) return { terms: now };
  const { documents, findings } = readDocuments({ path: file.path, bytes: file.before });
  const checked = documents.map(({ data, source }) =>
    data === undefined ? undefined : checkTask(data, { project, organizations }, source).task,
  );
  if (hasErrors(findings) || checked.includes(undefined))
    return { unreadable: `${file.path} of then cannot be read` };
  return { terms: [...now, ...checked.map((task) => task?.organizations)] };
}

const all = (loaded: Loaded, ...findings: readonly Finding[]): ChangedSince => ({
  loaded: withFindings(loaded, findings),
  touches: () => true,
});

function withFindings(loaded: Loaded, more: readonly Finding[]): Loaded {
  return more.length === 0 ? loaded : { ...loaded, findings: sortFindings([...loaded.findings, ...more]) };
}

const firstOf = (findings: readonly Finding[]): string =>
  findings.find(({ severity }) => severity === "error")?.message ?? "it is not there";

function unknown({ ref, configPath }: Comparison, why: string): Finding {
  return {
    check: "plan/changes-unknown",
    severity: "warning",
    message: `Cannot tell what changed since ${quoted(ref)}: ${why}`,
    fix: "Nothing needs to be done: all organizations are looked at. An organization that was dropped is not noticed",
    at: { file: configPath, line: 1, column: 1 },
  };
}

function noSuchCommit({ at }: Configuration, ref: string, isShallow: boolean): Finding {
  return {
    check: checks.configNoSuchCommit,
    severity: "error",
    message: `Cannot find the commit ${quoted(ref)}: this clone ${isShallow ? "is shallow and does" : "does"} not have it`,
    fix: "Fetch it (`fetch-depth: 0` for actions/checkout, `git fetch --unshallow` elsewhere), or correct --changed-since",
    at,
  };
}

function droppedFinding({ at }: Configuration, { alias, oid }: Organization): Finding {
  return {
    check: checks.configOrganizationDropped,
    severity: "error",
    message: `Cannot drop organization ${alias} (${oid}): it was not retired, so what is queued and every response rule would stay there for ever`,
    fix: "Declare it again with `retired: true` and apply that; remove it after that",
    at,
    organization: alias,
  };
}

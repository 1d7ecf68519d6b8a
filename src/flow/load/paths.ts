import type { Finding } from "../../core/model/finding.js";
import { checks } from "../../core/validate/checks.js";
import type { Files, FoundFile } from "../../ports/files.js";
import type { LoadRequest } from "./request.js";

/** The task files to read, and which findings people asked for. */
interface ChosenPaths {
  readonly taskFiles: readonly FoundFile[];
  readonly findings: readonly Finding[];
  readonly concerns: (finding: Finding) => boolean;
}

/** Globs of a configuration are relative to its folder. */
export function inFolderOf(configPath: string, globs: readonly string[]): readonly string[] {
  const folder = configPath.slice(0, configPath.lastIndexOf("/") + 1);
  return globs.map((glob) => `${folder}${glob.replace(/^\.\//, "")}`);
}

/** Where task files are. */
interface TaskFiles {
  readonly globs: readonly string[];
  /** Files that a glob may match, and that say something else. */
  readonly others: ReadonlySet<string>;
}

/** The configured task files, together with those that were named. */
export function choosePaths(
  { files, configPath, paths }: LoadRequest,
  { globs, others }: TaskFiles,
): ChosenPaths {
  const isTaskFile = ({ path }: FoundFile): boolean => path !== configPath && !others.has(path);
  const configured = files.find(globs).filter(isTaskFile);
  const ignored = ignoredFiles(files, { globs, configured, member: "tasks" });
  if (paths === undefined || paths.length === 0) {
    const nothing = configured.length === 0 ? [nothingMatches(configPath, globs)] : [];
    return { taskFiles: configured, findings: [...nothing, ...ignored], concerns: () => true };
  }
  const outside = paths.filter(leadsOut);
  const named = paths
    .filter((path) => !leadsOut(path))
    .map((path) => ({ path, found: files.find(globsOf(path)) }));
  const found = named.flatMap((entry) => entry.found);
  const asked = new Set([configPath, ...found.map(({ path }) => path)]);
  const byPath = new Map([...configured, ...found].filter(isTaskFile).map((file) => [file.path, file]));
  return {
    taskFiles: [...byPath.values()],
    findings: [
      ...ignored,
      ...outside.map(outsideRepository),
      ...named.filter((entry) => entry.found.length === 0).map(({ path }) => notFound(path)),
    ],
    concerns: ({ at, related = [] }) =>
      at === undefined || [at, ...related].some(({ file }) => asked.has(file)),
  };
}

/** True for a path that is not below the root. */
const leadsOut = (path: string): boolean => path === ".." || path.startsWith("../") || path.startsWith("/");

/** A path names a file, or a folder with task files anywhere in it. */
function globsOf(path: string): string[] {
  const plain = path.replace(/^(?:\.\/)+/, "").replace(/\/+$/, "");
  return plain === "." || plain === "" ? ["**/*.{yaml,yml}"] : [plain, `${plain}/**/*.{yaml,yml}`];
}

/** What a member of the configuration asks for, and what was found. */
interface Configured {
  readonly globs: readonly string[];
  readonly configured: readonly FoundFile[];
  readonly member: "tasks" | "organizationFiles";
}

/** Files that differ from what is read only in `.yml`: whoever wrote them expects them to be read. */
export function ignoredFiles(files: Files, { globs, configured, member }: Configured): Finding[] {
  const others = globs.filter((glob) => glob.endsWith(".yaml")).map((glob) => glob.replace(/yaml$/, "yml"));
  const known = new Set(configured.map(({ path }) => path));
  return files
    .find(others)
    .filter(({ path }) => !known.has(path))
    .map(({ path }) => ({
      check: checks.fileIgnored,
      severity: "warning",
      message: `${path} is not read: ${member} only asks for names that end with .yaml`,
      fix: `Rename it, or add its name to ${member} in the configuration`,
      at: { file: path, line: 1, column: 1 },
    }));
}

function nothingMatches(configPath: string, globs: readonly string[]): Finding {
  return {
    check: checks.noTaskFiles,
    severity: "warning",
    message: `No file matches ${globs.join(", ")}`,
    fix: `Write a task file, or correct tasks in ${configPath}`,
  };
}

function outsideRepository(path: string): Finding {
  return {
    check: checks.fileOutside,
    severity: "error",
    message: `Cannot read ${path}: it leads out of the repository`,
    fix: "Name a path below the root; --directory chooses another root",
  };
}

function notFound(path: string): Finding {
  return {
    check: checks.fileMissing,
    severity: "error",
    message: `Cannot find ${path}: no such file, or no YAML file in it`,
    fix: "Correct the path; it is relative to the present folder",
  };
}

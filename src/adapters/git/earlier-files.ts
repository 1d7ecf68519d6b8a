import { lstatSync } from "node:fs";
import { join, resolve } from "node:path";
import { type SimpleGit, simpleGit } from "simple-git";
import { compareText } from "../../core/model/finding.js";
import type { Changes, EarlierFiles } from "../../ports/earlier-files.js";
import { explained } from "./explained.js";
import { isInGit } from "./in-git.js";

/** Most files that are read as they were: each is a question to Git. */
const mostFiles = 500;

/** The files below a directory, as Git remembers them. */
export function earlierFilesAt(directory: string): EarlierFiles {
  const root = resolve(directory);
  const git = simpleGit({ baseDir: root, maxConcurrentProcesses: 4 });
  return {
    commitOf: async (name) => {
      if (!isInGit(root)) throw new Error("it is in no Git repository");
      return asked(commitOf(git, name));
    },
    isShallow: async () => (await asked(git.raw(["rev-parse", "--is-shallow-repository"]))).trim() === "true",
    changedSince: (sha, below) => asked(changedSince({ git, root, sha, below })),
  };
}

/** Git's own complaint, in one line. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new Error(explained(error), { cause: error });
  }
}

async function commitOf(git: SimpleGit, name: string): Promise<string | undefined> {
  if (name === "" || name.startsWith("-") || hasControl(name)) return undefined;
  const sha = (await git.raw(["rev-parse", "--verify", "--quiet", `${name}^{commit}`])).trim();
  return sha === "" ? undefined : sha;
}

const hasControl = (name: string): boolean => /[\u0000-\u001f\u007f]/.test(name);

interface Question {
  readonly git: SimpleGit;
  readonly root: string;
  readonly sha: string;
  readonly below: readonly string[];
}

async function changedSince(question: Question): Promise<Changes> {
  const { git, sha, below } = question;
  const paths = below.map((path) => `:(literal)${path}`);
  const ask = async (...words: string[]): Promise<string[]> =>
    lines(await git.raw(["--no-optional-locks", ...words]));
  const differ = await ask("diff", "--relative", "--name-only", "--no-renames", "-z", sha, "--", ...paths);
  const skipped = ":(exclude,glob)**/node_modules/**";
  const untracked = await ask("ls-files", "--others", "-z", "--", ...paths, skipped);
  const earlier = (await ask("ls-tree", "-r", "-z", sha)).map(entry);
  const tracked = (await ask("ls-files", "--stage", "-z")).map(entry);
  refuseLinks(question, [...earlier, ...tracked], untracked);
  refuseHidden(await ask("ls-files", "-v", "-z", "--", ...paths));
  const changed = new Set([...differ, ...untracked]);
  if (changed.size > mostFiles)
    throw new Error(`${changed.size} files differ, and at most ${mostFiles} are compared`);
  const existed = new Set(earlier.map(({ path }) => path));
  const files = [...changed].toSorted(compareText).map(async (path) => {
    if (!existed.has(path)) return { path };
    return { path, before: await git.showBuffer([`${sha}:./${path}`]) };
  });
  const same = tracked.map(({ path }) => path).filter((path) => !changed.has(path));
  return { changed: await Promise.all(files), same: new Set(same) };
}

const lines = (answer: string): string[] => answer.split("\0").filter((line) => line !== "");

/** What `ls-tree` and `ls-files --stage` list: mode, id and more, a tab, the path. */
const entry = (line: string): Entry => ({ mode: line.slice(0, 6), path: line.slice(line.indexOf("\t") + 1) });

interface Entry {
  readonly mode: string;
  readonly path: string;
}

/** Symbolic links and submodules: what is read through them changes elsewhere. */
const elsewhere: ReadonlySet<string> = new Set(["120000", "160000"]);

function refuseLinks(
  { root, below }: Question,
  listed: readonly Entry[],
  untracked: readonly string[],
): void {
  const found = [
    ...listed.filter(({ mode }) => elsewhere.has(mode)).map(({ path }) => path),
    ...untracked.filter((path) => path.endsWith("/") || isLink(join(root, path))),
  ];
  const link = found.find((path) => below.some((one) => isOnTheWay(path, one)));
  if (link !== undefined)
    throw new Error(
      `${link} is a symbolic link or another repository, and what it leads to is not in this history`,
    );
}

const isLink = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** True for what is below a folder, and for what is above it. */
function isOnTheWay(path: string, folder: string): boolean {
  return folder === "." || path === folder || path.startsWith(`${folder}/`) || folder.startsWith(`${path}/`);
}

/** Files at which Git was told not to look: `S` skips the working tree, a small letter takes a file for unchanged. */
function refuseHidden(listed: readonly string[]): void {
  const hidden = listed.find((line) => /^[a-zS] /.test(line));
  if (hidden !== undefined)
    throw new Error(`Git was told not to look at ${hidden.slice(2)} (skip-worktree or assume-unchanged)`);
}

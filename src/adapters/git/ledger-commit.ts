import type { Git } from "./git-calls.js";

/** One ledger of the branch: its file, and what our commits say about it. */
export interface LedgerFile {
  readonly project: string;
  /** Lower-case. */
  readonly oid: string;
}

/** What one of our commits changes. */
export interface LedgerCommit {
  /** The commit before it; undefined for the first of the branch. */
  readonly parent: string | undefined;
  /** Id of the document's blob. */
  readonly blob: string;
  readonly serial: number;
  /** Tells this write from every other: equal documents of one second would be the same commit. */
  readonly nonce: string;
}

export const pathOf = ({ project, oid }: LedgerFile): string => `${project}/${oid}.json`;

/** The line by which a commit that wrote a ledger is found. */
export const documentLine = (file: LedgerFile): string => `lctasks-document: ${pathOf(file)}`;

const nonceLine = "lctasks-write: ";

/** The nonce that a commit of ours carries, in its raw text. */
export const nonceOf = (rawCommit: string): string | undefined =>
  rawCommit
    .split("\n")
    .findLast((line) => line.startsWith(nonceLine))
    ?.slice(nonceLine.length);

/** Stores a document; resolves with its blob's id. */
export async function storeBlob(git: Git, text: string): Promise<string> {
  return (await git(["hash-object", "-w", "--no-filters", "--stdin"], text)).trim();
}

/** Builds the commit that replaces one ledger and leaves all else in the branch as it is. Nothing of the working tree is touched. */
export async function buildCommit(git: Git, file: LedgerFile, commit: LedgerCommit): Promise<string> {
  const { parent, blob, serial, nonce } = commit;
  const folder = await treeWith(git, parent && `${parent}:${file.project}`, {
    name: `${file.oid}.json`,
    entry: `100644 blob ${blob}`,
  });
  const root = await treeWith(git, parent && `${parent}:`, {
    name: file.project,
    entry: `040000 tree ${folder}`,
  });
  const message = `${pathOf(file)}: serial ${serial}\n\n${documentLine(file)}\n${nonceLine}${nonce}`;
  const parents = parent === undefined ? [] : ["-p", parent];
  return (await git(["commit-tree", ...parents, "-m", message, root])).trim();
}

/** A tree like another one (or an empty one, when that does not exist) with one entry replaced. */
async function treeWith(
  git: Git,
  tree: string | undefined,
  { name, entry }: { readonly name: string; readonly entry: string },
): Promise<string> {
  const others = (await entriesOf(git, tree)).filter((line) => !line.endsWith(`\t${name}`));
  return (await git(["mktree", "-z"], [...others, `${entry}\t${name}`, ""].join("\0"))).trim();
}

async function entriesOf(git: Git, tree: string | undefined): Promise<readonly string[]> {
  if (tree === undefined) return [];
  const [found] = await idsOf(git, [tree]);
  return found === undefined
    ? []
    : (await git(["ls-tree", "-z", found])).split("\0").filter((line) => line !== "");
}

/** Ids of objects by name (`<commit>:<path>`); undefined for each that does not exist. */
export async function idsOf(git: Git, names: readonly string[]): Promise<readonly (string | undefined)[]> {
  const answer = await git(["cat-file", "--batch-check"], names.map((name) => `${name}\n`).join(""));
  return answer
    .trimEnd()
    .split("\n")
    .map((line) => (line.endsWith(" missing") ? undefined : line.split(" ")[0]));
}

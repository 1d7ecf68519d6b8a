import { lstatSync, readFileSync, readlinkSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { FoundFile } from "../../ports/files.js";

/** Largest file that is read, in bytes. A task needs a few hundred. */
export const largestFile = 1_048_576;

/** The directory that nothing may leave, with links resolved. */
export interface Root {
  readonly real: string;
}

/** Reads a file by its path from the root; undefined when there is none. Refuses to leave the root, by `..` or through a link. */
export function readInside(root: Root, path: string): FoundFile | undefined {
  const absolute = join(root.real, path);
  if (!isInside(root, absolute)) return { path, problem: "outside", detail: "its path leads up and out" };
  const real = resolved(absolute);
  if (typeof real !== "string")
    return real === undefined ? undefined : { path, problem: "unreadable", detail: real.problem };
  if (!isInside(root, real)) return { path, problem: "outside", detail: `it is a link to ${real}` };
  return readRegular(path, real);
}

/** True for the root and everything below it. */
export function isInside({ real }: Root, absolute: string): boolean {
  return absolute === real || absolute.startsWith(real.endsWith(sep) ? real : `${real}${sep}`);
}

/** Reads a file that is known to be inside the root. Opens nothing but regular files: a pipe would block for ever. */
export function readRegular(path: string, absolute: string): FoundFile {
  try {
    const refused = refusal(statSync(absolute));
    return refused === undefined ? { path, bytes: readFileSync(absolute) } : { path, ...refused };
  } catch (error) {
    return { path, problem: "unreadable", detail: codeOf(error) };
  }
}

function refusal(
  stats: Stats,
): { readonly problem: "unreadable" | "too-large"; readonly detail: string } | undefined {
  if (!stats.isFile()) {
    return {
      problem: "unreadable",
      detail: stats.isDirectory() ? "it is a folder" : "it is no regular file",
    };
  }
  if (stats.size <= largestFile) return undefined;
  return { problem: "too-large", detail: `${stats.size} bytes; at most ${largestFile} are read` };
}

/** Where a path really is; undefined when it does not exist. */
function resolved(absolute: string): string | { readonly problem: string } | undefined {
  try {
    return realpathSync(absolute);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOTDIR") return undefined;
    if (code !== "ENOENT") return { problem: code };
    return isLink(absolute)
      ? { problem: `a link to ${readlinkSync(absolute)}, which does not exist` }
      : undefined;
  }
}

const isLink = (absolute: string): boolean =>
  lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** The name of a system error, for example `EACCES`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { KeptResults } from "../../ports/kept-results.js";
import { replaceFile } from "./replace-file.js";

/** Whose results, made by what. */
export interface KeptBy {
  /** The folder for such files: outside of every repository, because what is in one comes from others. */
  readonly folder: string;
  /** The repository's root. */
  readonly root: string;
  /** Names the program, byte for byte: another one's results are not read. */
  readonly build: string;
}

/**
 * Results in one file per repository. It begins with the program's name and the SHA-256 of the rest; a file that does not say
 * exactly that is as good as none, and so is a folder that cannot be written: nothing depends on either.
 */
export function keptResults<T>({ folder, root, build }: KeptBy): KeptResults<T> {
  const path = join(folder, `${sha256([realpathSync(root)]).slice(0, 32)}.json`);
  let known: ReadonlyMap<string, T> | undefined;
  const before = (): ReadonlyMap<string, T> => (known ??= read<T>(path, build));
  const now = new Map<string, T>();
  let isChanged = false;
  return {
    nameOf: (context, bytes) => sha256([JSON.stringify(context), bytes]),
    get: (name) => before().get(name),
    set: (name, result) => {
      isChanged ||= !before().has(name);
      now.set(name, result);
    },
    save: () => {
      if (isChanged || now.size < before().size) write(path, build, JSON.stringify([...now]));
    },
  };
}

function read<T>(path: string, build: string): ReadonlyMap<string, T> {
  const text = textAt(path);
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== head(build, body)) return new Map();
  const results: readonly (readonly [name: string, result: T])[] = JSON.parse(body);
  return new Map(results);
}

function textAt(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** A disk that is full or read-only costs time, nothing else. */
function write(path: string, build: string, body: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    replaceFile(path, `${head(build, body)}\n${body}`);
  } catch {
    return;
  }
}

const head = (build: string, body: string): string => `lctasks ${build} ${sha256([body])}`;

function sha256(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

import { matchesGlob } from "../../core/model/glob.js";
import type { Files } from "../../ports/files.js";

/** The repository's files as they would be with some more. */
export function withFiles(
  files: Files,
  added: readonly { readonly path: string; readonly text: string }[],
): Files {
  const found = added.map(({ path, text }) => ({ path, bytes: new TextEncoder().encode(text) }));
  return {
    read: (path) => found.find((file) => file.path === path) ?? files.read(path),
    find: (globs) => [
      ...files.find(globs),
      ...found.filter(({ path }) => globs.some((glob) => matchesGlob(glob, path))),
    ],
  };
}

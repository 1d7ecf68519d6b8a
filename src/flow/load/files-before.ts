import { compareText } from "../../core/model/finding.js";
import { matchesGlob } from "../../core/model/glob.js";
import type { ChangedFile } from "../../ports/earlier-files.js";
import type { Files, FoundFile } from "../../ports/files.js";

/** The files as they were: those of now, with what changed as it was before. */
export function filesBefore(now: Files, changed: readonly ChangedFile[]): Files {
  const earlier = new Map(changed.map((file) => [file.path, file]));
  const before = changed.flatMap(({ path, before: bytes }) => (bytes === undefined ? [] : [{ path, bytes }]));
  return {
    read: (path) => (earlier.has(path) ? before.find((file) => file.path === path) : now.read(path)),
    find: (globs): readonly FoundFile[] =>
      [
        ...now.find(globs).filter(({ path }) => !earlier.has(path)),
        ...before.filter(({ path }) => globs.some((glob) => matchesGlob(glob, path))),
      ].toSorted((a, b) => compareText(a.path, b.path)),
  };
}

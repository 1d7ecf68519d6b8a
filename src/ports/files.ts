/** A file, or why it could not be taken. Paths are relative to the repository's root, with `/`. */
export type FoundFile =
  | { readonly path: string; readonly bytes: Uint8Array }
  | {
      readonly path: string;
      /** `linked`: a link to a folder whose files are found under another path. */
      readonly problem: "outside" | "too-large" | "unreadable" | "linked";
      readonly detail: string;
    };

/** The repository's files. */
export interface Files {
  /** One file; undefined when it does not exist. */
  read(path: string): FoundFile | undefined;
  /** Files that match any of the globs, sorted by path. Never leaves the root, not even through a link. */
  find(globs: readonly string[]): readonly FoundFile[];
}

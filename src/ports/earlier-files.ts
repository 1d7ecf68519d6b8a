/** A file that is not what it was. */
export interface ChangedFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** What it was; absent when it was not there. */
  readonly before?: Uint8Array;
}

/** What Git says of the files below some folders. */
export interface Changes {
  /** Sorted by path. */
  readonly changed: readonly ChangedFile[];
  /** Paths of the files that are what they were. */
  readonly same: ReadonlySet<string>;
}

/** The repository's files as they were at a commit. */
export interface EarlierFiles {
  /** The id of the commit that a name stands for; undefined when there is none. Throws outside Git, and when Git cannot be asked. */
  commitOf(name: string): Promise<string | undefined>;
  /** True when the clone has only the latest part of the history. */
  isShallow(): Promise<boolean>;
  /**
   * What differs between a commit and the files of now below some folders (or files), committed or not. Throws when not all of it can
   * be known.
   */
  changedSince(sha: string, below: readonly string[]): Promise<Changes>;
}

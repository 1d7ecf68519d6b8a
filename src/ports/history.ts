/** Where the files stand in Git. */
export interface Revision {
  readonly sha: string;
  /** `Name <address>` of the commit's author. */
  readonly author: string;
  /** True when any of the asked paths differs from the commit. */
  readonly uncommitted: boolean;
}

/** The repository's history. */
export interface History {
  /** The commit that is checked out; undefined outside Git or before the first commit. */
  revision(paths: readonly string[]): Promise<Revision | undefined>;
  /** Whether `sha` is HEAD or one of its ancestors. `unknown`: the clone is too shallow, or does not know the commit. */
  contains(sha: string): Promise<"yes" | "no" | "unknown">;
}

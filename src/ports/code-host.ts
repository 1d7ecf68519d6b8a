import type { Publisher } from "./publisher.js";

/** First and last line of a run of lines, 1-based. */
export type LineRange = readonly [first: number, last: number];

/** Where the repository is hosted, and what people read there. */
export interface CodeHost {
  /** The comments of one pull request. */
  comments(pullRequest: number): Publisher;
  /** The open issues under one title. */
  issues(title: string): Publisher;
  /** The number of the pull request that a commit was merged with; undefined when there is none. Throws when that cannot be known. */
  mergedWith(commit: string): Promise<number | undefined>;
  /** The lines that a pull request adds or changes, by file. Throws when that cannot be known. */
  changedLines(pullRequest: number): Promise<ReadonlyMap<string, readonly LineRange[]>>;
}

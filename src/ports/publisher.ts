/** A text of ours that is published: a comment, or an issue. */
export interface Published {
  readonly id: string;
  readonly body: string;
}

/** Where our texts are published: the comments of one pull request, or the issues of a repository. */
export interface Publisher {
  /** Texts that begin with this marker and are by us, the newest first. Throws when that cannot be known. */
  find(marker: string): Promise<readonly Published[]>;
  create(body: string): Promise<Published>;
  update(id: string, body: string): Promise<void>;
  /** Takes a text out of the way without losing it: a comment is minimised, an issue closed. */
  retire(id: string): Promise<void>;
}

import type { JsonObject } from "./json.js";

/** A change as it was reviewed: what a person looked at. */
export interface ReviewedChange {
  readonly verb: string;
  /** What it was about: a rule key, a task, an extension. */
  readonly object: string;
  readonly content: JsonObject;
}

/** What a person or a review agreed to in one organization. */
export interface Review {
  /** Fingerprints of the changes. */
  readonly fingerprints: ReadonlySet<string>;
  /** Ids of the sensors that a run would have reached then, by fingerprint; absent where the review does not say. */
  readonly reached: ReadonlyMap<string, ReadonlySet<string>>;
  /** The changes as they were reviewed, where that is known: what differs now is shown beside them. */
  readonly changes: readonly ReviewedChange[];
}

/** Nothing was agreed to. */
export const noReview: Review = { fingerprints: new Set(), reached: new Map(), changes: [] };

import type { JsonObject } from "../core/model/json.js";

/** A search as it was asked for. */
export interface SubmittedSearch {
  readonly query: string;
  readonly stream: string;
  /** Texts of epoch seconds, as they came. */
  readonly startTime: string;
  readonly endTime: string;
  readonly by: string;
  /** Epoch milliseconds. */
  readonly atMs: number;
}

/** The rows that a search found, and what was not done as asked. */
export interface Search {
  readonly submitted: SubmittedSearch;
  readonly rows: readonly JsonObject[];
  readonly notes: readonly string[];
  /** Rows on one page. */
  readonly pageSize: number;
  /** How it says that it ran; both run alike here. */
  readonly mode: "batch" | "interactive";
}

import type { RulePath } from "./problem.js";

/** Where a node stands. */
export interface Place {
  readonly at: RulePath;
  readonly isTop: boolean;
  /** Inside `with child`, `with descendant` or `with events`. */
  readonly isStateful: boolean;
  /** Inside `scope` or `metadata_rules`, where nodes are judged on a part of a record. */
  readonly isPartial: boolean;
  readonly depth: number;
}

/** Deepest nesting of nodes; published rules stay under ten. */
export const deepestNesting = 100;

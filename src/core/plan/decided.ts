import type { Change, Foreign, Held, Unchanged } from "../model/change.js";
import type { Finding } from "../model/finding.js";
import type { Unsigned } from "./fingerprint.js";

/** What one decision adds to a plan. */
export interface Decided {
  readonly changes?: readonly Unsigned<Change>[];
  readonly held?: readonly Held[];
  readonly unchanged?: readonly Unchanged[];
  readonly foreign?: readonly Foreign[];
  readonly findings?: readonly Finding[];
}

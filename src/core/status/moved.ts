import type { Change, Held } from "../model/change.js";
import type { Drift } from "../model/drift-report.js";

/** One thing that moved, with what the plan has for it: that is its repair, and no wish of Git. */
export interface Moved {
  readonly drift: Drift;
  readonly change?: Change;
  readonly held?: Held;
}

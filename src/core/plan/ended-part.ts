import type { NextPart } from "./part-decision.js";

/** Why the parts of a run that the ledger has as `over` are followed by none. */
export const overText =
  "it was cancelled, its file was removed in between, a part reached too many sensors, or its ledger was made again";

/** A run of which nothing follows any more, and why. */
export const ended = (why: string): NextPart => ({
  state: "ended",
  what: `the run does not go on (${why}); a higher \`run\` begins anew`,
});

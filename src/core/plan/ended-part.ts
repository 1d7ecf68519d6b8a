import type { NextPart } from "./part-decision.js";

/** A run of which nothing follows any more, and why. */
export const ended = (why: string): NextPart => ({
  state: "ended",
  what: `the run does not go on (${why}); a higher \`run\` begins anew`,
});

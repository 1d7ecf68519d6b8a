import type { RunRow, TaskRow } from "../model/ledger.js";
import type { NextPart } from "./part-decision.js";

/** Why the parts of a run that the ledger has as `over` are followed by none. */
export const overText =
  "it was cancelled, its file was removed in between, a part reached too many sensors, or its ledger was made again";

/** Why a run does not go on, by its parts: what a person cancelled is resumed neither by time nor by a sensor that comes. */
export function whyStopped({ tombstone }: TaskRow, issued: readonly RunRow[]): string | undefined {
  if (tombstone !== undefined || issued.some(({ over }) => over === true)) return overText;
  return issued.some(({ state }) => state === "cancelled") ? "it was cancelled" : undefined;
}

/** A run of which nothing follows any more, and why. */
export const ended = (why: string): NextPart => ({
  state: "ended",
  what: `the run does not go on (${why}); a higher \`run\` begins anew`,
});

import { noReview } from "../core/model/review.js";
import { readFingerprints, readPlanFile, type ReviewOf } from "../flow/read-review.js";
import type { CommandContext } from "./context.js";

/** What was agreed to before, if anything. A file of fingerprints is told from a list of them by its being there. */
export function agreedBefore(
  file: string | undefined,
  { fingerprint, only }: { readonly fingerprint?: string; readonly only?: "rules" | "continue" },
  { world }: CommandContext,
): ReviewOf | undefined {
  if (file !== undefined && fingerprint !== undefined)
    throw new Error("Cannot agree twice: give a plan file or --fingerprint, not both");
  if (only === "continue") {
    if (file !== undefined || fingerprint !== undefined)
      throw new Error(
        "Cannot agree beforehand with --only continue: it does what was agreed to before, and nothing else",
      );
    return () => ({ review: noReview });
  }
  if (file !== undefined) return readPlanFile(file, world.readText(file));
  if (fingerprint === undefined) return undefined;
  const isList = /^[0-9a-f\s,]+$/.test(fingerprint);
  return readFingerprints(
    isList ? "--fingerprint" : fingerprint,
    isList ? fingerprint : world.readText(fingerprint),
  );
}

import type { Place } from "../places.js";
import { operatorOf, type PlaceCheck } from "./check.js";
import { selectorChecks } from "./table.js";

/** A check of places, and its rank among all checks. */
interface Ranked {
  readonly check: PlaceCheck;
  readonly rank: number;
}

const placeChecks: readonly Ranked[] = selectorChecks.flatMap((check, rank) =>
  "judge" in check ? [{ check, rank }] : [],
);

/** By form: there are a few hundred forms, and most selectors are made of two or three. */
const byForm = new Map<string, readonly Ranked[]>();

/** The checks that concern a part of a selector, in their order. */
export function relevantChecks({ node, type }: Place): readonly Ranked[] {
  const operator = operatorOf(node);
  const quote = node.kind === "compare" ? node.value.quote : undefined;
  const key = `${operator}/${type}/${quote}`;
  const known = byForm.get(key);
  if (known !== undefined) return known;
  const relevant = placeChecks.filter(({ check }) => check.concerns({ operator, type, quote }));
  byForm.set(key, relevant);
  return relevant;
}

import type { Change } from "../model/change.js";
import type { Json, JsonObject } from "../model/json.js";
import type { Fleet } from "../model/observation.js";
import type { Plan } from "../model/plan.js";
import type { Review } from "../model/review.js";
import { reachedBy } from "./reach.js";
import { reviewedChange } from "./reviewed-change.js";

/** Agreeing to a plan that is shown is a review of all of it, and of the sensors that it would reach. */
export function reviewOf({ changes }: Plan, fleet: Fleet): Review {
  return {
    fingerprints: new Set(changes.map((change) => change.fingerprint)),
    reached: sensorsReached(changes, fleet),
    changes: changes.flatMap((change) => reviewedChange(plain(change)) ?? []),
  };
}

/** Ids of the sensors that each run of a plan would reach, by fingerprint; those of which that cannot be told are left out. */
export function sensorsReached(
  changes: readonly Change[],
  fleet: Fleet,
): ReadonlyMap<string, ReadonlySet<string>> {
  const reached = changes.flatMap((change) => {
    const sids = change.verb === "issue" ? reachedBy(change.request.target, fleet) : undefined;
    return sids === undefined ? [] : [[change.fingerprint, sids] as const];
  });
  return new Map(reached);
}

/** A change is plain data: as JSON it is itself. */
export function plain(change: Change): JsonObject {
  return change as unknown as { readonly [name: string]: Json };
}

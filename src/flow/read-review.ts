import { isJsonObject, type Json, type JsonObject } from "../core/model/json.js";
import { messageOf } from "../core/model/message-of.js";
import { noReview, type Review } from "../core/model/review.js";
import {
  anything,
  type Check,
  filledText,
  listOf,
  mapOf,
  members,
  oneOf,
  time,
} from "../core/model/structure.js";
import { reviewedChange } from "../core/plan/reviewed-change.js";

/** What was agreed to in one organization, and when its plan was made where that is known (server time, epoch milliseconds). */
export interface ReviewedPlan {
  readonly review: Review;
  readonly plannedAtMs?: number;
}

/** What was agreed to, by organization (lower-case oid). An organization that the review does not have has nothing agreed to. */
export type ReviewOf = (oid: string) => ReviewedPlan;

/**
 * A plan file as `plan --out` writes it. It is never trusted: it says which changes were reviewed, and what becomes of them is decided again.
 * Throws an Error when it is no plan of ours.
 */
export function readPlanFile(file: string, text: string): ReviewOf {
  const value = parse(file, text);
  const problem = planFile(value, "plan");
  if (problem !== undefined) throw notReadable(file, `${problem}; write one with \`plan --out\``);
  const { organizations } = value as unknown as PlanFile;
  const byOid = new Map(organizations.flatMap((each) => reviewedIn(each)));
  return (oid) => byOid.get(oid) ?? { review: noReview };
}

/** Fingerprints alone, separated by anything that is no hexadecimal digit. Throws an Error when there is none. */
export function readFingerprints(source: string, text: string): ReviewOf {
  const fingerprints = text.match(/\b[0-9a-f]{64}\b/g);
  if (fingerprints === null)
    throw notReadable(
      source,
      "it names no fingerprint: 64 hexadecimal digits, as `plan --format json` prints them",
    );
  const review = { ...noReview, fingerprints: new Set(fingerprints) };
  return () => ({ review });
}

interface PlanFile {
  readonly organizations: readonly PlannedOrganization[];
}

interface PlannedOrganization {
  readonly plan?: {
    readonly oid: string;
    readonly plannedAtMs: number;
    readonly changes: readonly (JsonObject & { readonly fingerprint: string })[];
  };
  readonly reached?: { readonly [fingerprint: string]: readonly string[] };
}

const plan: Check = members({
  oid: filledText,
  plannedAtMs: time,
  changes: listOf(members({ verb: filledText, fingerprint: filledText })),
});

const planFile: Check = members({
  version: (value, path) => (value === 1 ? undefined : `${path} is not 1`),
  command: oneOf("plan"),
  organizations: listOf(members({}, { plan, reached: mapOf(listOf(filledText)), failure: anything })),
});

function reviewedIn({ plan: planned, reached = {} }: PlannedOrganization): [string, ReviewedPlan][] {
  if (planned === undefined) return [];
  const { oid, plannedAtMs, changes } = planned;
  const review: Review = {
    fingerprints: new Set(changes.map(({ fingerprint }) => fingerprint)),
    reached: new Map(Object.entries(reached).map(([fingerprint, sids]) => [fingerprint, new Set(sids)])),
    changes: changes.flatMap((change) => reviewedChange(change) ?? []),
  };
  return [[oid.toLowerCase(), { review, plannedAtMs }]];
}

function parse(file: string, text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch (error) {
    throw notReadable(file, messageOf(error));
  }
}

const notReadable = (file: string, why: string): Error =>
  new Error(`Cannot read the plan in ${file}: ${why}`);

import fc from "fast-check";
import type { Change, Held } from "../../../../src/core/model/change.js";
import type { Finding } from "../../../../src/core/model/finding.js";
import type { Plan } from "../../../../src/core/model/plan.js";
import type { Report } from "../../../../src/core/model/report.js";
import { change, finding, held, outcome, plan } from "../any-report.js";

/** Several of the same, each with a fingerprint and a name of its own. */
function repeated(changes: readonly Change[], times: number): Change[] {
  return Array.from({ length: changes.length === 0 ? 0 : times }, (_, index) => {
    const like = changes[index % changes.length] as Change;
    const fingerprint = (index * 2_654_435_761 + 7).toString(16).padStart(64, "0").slice(-8).padEnd(64, "f");
    return "task" in like ? { ...like, fingerprint, task: `${like.task}${index}` } : { ...like, fingerprint };
  });
}

const long = fc.constantFrom(0, 0, 0, 100, 5000);

/** A long text in some changes: what does not fit must be cut, not overflow. */
function lengthened(each: Change, by: number): Change {
  if (by === 0) return each;
  const reason = `${each.reason}${"x`|<".repeat(by)}`;
  if (each.verb !== "issue") return { ...each, reason };
  return {
    ...each,
    reason,
    request: { ...each.request, command: `${each.request.command}${" a`".repeat(by)}` },
  };
}

/** What a large plan is made from: few changes, and how often each is there. Small, so that a counterexample can be read. */
const recipe = fc.record({
  base: plan,
  changes: fc.array(change, { minLength: 1, maxLength: 8 }),
  times: fc.oneof(fc.nat(40), fc.nat(800), fc.nat(5000)),
  held: fc.array(held, { maxLength: 3 }),
  heldTimes: fc.oneof(fc.constant(0), fc.nat(200)),
  findings: fc.array(finding, { maxLength: 3 }),
  by: long,
});
type Recipe = typeof recipe extends fc.Arbitrary<infer R> ? R : never;

function planOf({ base, changes, times, held: holds, heldTimes, findings, by }: Recipe): Plan {
  return {
    ...base,
    state: "ready",
    changes: repeated(
      changes.map((each, index) => lengthened(each, index === 0 ? by : 0)),
      times,
    ),
    held: holds.flatMap((each): Held[] =>
      Array.from({ length: heldTimes }, (_, index) => ({ ...each, name: `${each.name}${index}` })),
    ),
    findings: findings.flatMap((each): Finding[] =>
      Array.from({ length: Math.min(heldTimes, 50) }, (_, index) => ({
        ...each,
        message: `${each.message}${index}`,
      })),
    ),
  };
}

/** Recipes of reports with up to 5,000 changes, planned or applied in part, beside a failed organization or not. */
export const manyChanges = fc.record({
  recipe,
  project: fc.constantFrom("soc", "--><b>"),
  outcomes: fc.array(outcome, { maxLength: 5 }),
  second: fc.boolean(),
});

/** The report of a recipe. */
export function reportFrom({
  recipe: made,
  project,
  outcomes,
  second,
}: typeof manyChanges extends fc.Arbitrary<infer R> ? R : never): Report {
  const first = { plan: planOf(made), ...(outcomes.length > 0 ? { outcomes } : {}) };
  return {
    command: outcomes.length > 0 ? "apply" : "plan",
    project,
    findings: [],
    organizations: second ? [first, { organization: "eu", failure: "Cannot sign in" }] : [first],
  };
}

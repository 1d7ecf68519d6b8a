import type { Finding } from "../model/finding.js";
import { checks } from "./checks.js";
import { type Declaration, meet, ownedBy } from "./declaration.js";
import { quoted } from "./describe.js";

interface Claim {
  readonly key: string;
  readonly index: number;
  readonly owner: Declaration;
}

/** Existing rules that are named twice in one organization: each apply would write the one over the other. */
export function sameRuleKeyFindings(declarations: readonly Declaration[]): Finding[] {
  const claims = new Map<string, Claim[]>();
  return declarations.flatMap(claimsOf).flatMap((claim) => {
    const before = claims.get(claim.key) ?? [];
    claims.set(claim.key, [...before, claim]);
    const first = before.find(({ owner }) => owner === claim.owner || meet(owner, claim.owner));
    return first === undefined ? [] : [taken(claim, first)];
  });
}

const claimsOf = (owner: Declaration): Claim[] =>
  owner.task.response.flatMap(({ key }, index) => (key === undefined ? [] : [{ key, index, owner }]));

const placeOf = ({ owner, index }: Claim) => owner.source.value(["response", index, "key"]);

function taken(claim: Claim, first: Claim): Finding {
  const at = placeOf(first);
  return {
    check: checks.responseSameKey,
    severity: "error",
    message: `Cannot use the rule ${quoted(claim.key)} twice: ${first.owner.task.name} names it too (${at.file}:${at.line}:${at.column})`,
    fix: "Leave key out in one of them: it gets a rule of its own",
    at: placeOf(claim),
    related: [at],
    ...ownedBy(claim.owner),
  };
}

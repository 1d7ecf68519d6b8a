import type { CompiledDetect } from "../../core/detection/compile.js";
import { evaluate, type Fixtures, type Judgement } from "../../core/detection/evaluate.js";
import type { Json, JsonObject } from "../../core/model/json.js";
import type { Organization } from "../organization.js";

/** What a rule says of a record, decided. */
export interface Decision {
  readonly matches: boolean;
  /** Metadata of lookups' hits, for `.mtd` in templates. */
  readonly metadata: JsonObject;
}

/** Judges a record; where public sources do not settle the answer, the variant `uncertain_rules` does. */
export function decide(
  organization: Organization,
  detect: CompiledDetect,
  subject: { readonly record: Json; readonly fixtures: Fixtures },
): Decision {
  const judgement = evaluate(detect, subject.record, subject.fixtures);
  return { matches: settled(organization, judgement), metadata: judgement.metadata };
}

function settled({ variants }: Organization, { verdict }: Judgement): boolean {
  if (typeof verdict === "boolean") return verdict;
  const { uncertain_rules } = variants.current();
  return uncertain_rules === "lean" ? (verdict.lean ?? false) : uncertain_rules === "match";
}

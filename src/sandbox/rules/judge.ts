import type { CompiledDetect } from "../../core/detection/compile.js";
import { evaluate, type Fixtures, type Judgement } from "../../core/detection/evaluate.js";
import { advance } from "../../core/detection/stateful.js";
import type { Json, JsonObject } from "../../core/model/json.js";
import type { Organization } from "../organization.js";
import type { ActiveRule } from "./active-rules.js";

/** What a rule says of a record, decided. */
export interface Decision {
  readonly matches: boolean;
  /** Metadata of lookups' hits, for `.mtd` in templates. */
  readonly metadata: JsonObject;
}

/** A record that a rule fired on. */
export interface Fired {
  /** What every action but `report` sees. */
  readonly record: JsonObject;
  /** What `report` reports. */
  readonly reported: JsonObject;
  readonly metadata: JsonObject;
}

/** Lets a rule see the next record; a rule about a sequence of events remembers it (reference: D&R, section 6). */
export function see(
  organization: Organization,
  rule: Pick<ActiveRule, "hive" | "name" | "record" | "detect">,
  subject: { readonly record: JsonObject; readonly fixtures: Fixtures },
): Fired | undefined {
  const { record } = subject;
  if (!rule.detect.stateful) {
    const { matches, metadata } = decide(organization, rule.detect, subject);
    return matches ? { record, reported: record, metadata } : undefined;
  }
  const key = `${rule.hive}/${rule.name}`;
  const { etag } = rule.record.sys_mtd;
  const before = organization.sequences.get(key);
  const { state, firing, metadata } = advance(
    rule.detect,
    before?.etag === etag ? before.state : {},
    subject,
  );
  organization.sequences.set(key, { etag, state });
  return firing && { record: firing.latest, reported: firing.reported, metadata };
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

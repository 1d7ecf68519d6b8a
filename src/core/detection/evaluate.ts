import type { Json, JsonObject } from "../model/json.js";
import { explainNode, judgeNode } from "./compiled-node.js";
import type { CompiledDetect } from "./compiled-rule.js";
import type { Explanation } from "./explanation.js";
import { type Fixtures, memberOf, plainScene, type Scene } from "./scene.js";
import type { Target } from "./targets.js";
import { Uncertain, type Verdict } from "./verdict.js";

export type { Fixtures } from "./scene.js";
export { Uncertain, type Verdict } from "./verdict.js";

/** What a rule says of one record. */
export interface Judgement {
  readonly verdict: Verdict;
  /** Metadata of lookups' hits by the names that templates use, for `.mtd`. */
  readonly metadata: JsonObject;
}

/**
 * Judges one record, which the caller has routed to the rule's target. Never throws. A rule that waits for later events, and one of
 * a target that is not evaluated offline, is uncertain unless its first event is of another type.
 */
export function evaluate(detect: CompiledDetect, record: Json, fixtures: Fixtures = {}): Judgement {
  const scene = sceneOf(detect.target, record, fixtures);
  const verdict = limited(detect, judgeNode(detect.node, scene));
  return { verdict, metadata: scene.metadata.size === 0 ? noMetadata : Object.fromEntries(scene.metadata) };
}

const noMetadata: JsonObject = {};

/** As `evaluate`, with the reasons: a tree of the nodes that were looked at. */
export function explain(detect: CompiledDetect, record: Json, fixtures: Fixtures = {}): Explanation {
  const explanation = explainNode(detect.node, sceneOf(detect.target, record, fixtures));
  const verdict = limited(detect, explanation.verdict);
  return verdict === explanation.verdict || !(verdict instanceof Uncertain)
    ? explanation
    : { ...explanation, verdict, own: verdict, why: verdict.reason };
}

/** What one record can be judged on. */
export function sceneOf(target: Target, record: Json, fixtures: Fixtures): Scene {
  return { ...plainScene(record), eventType: eventTypeOf(target, record), fixtures };
}

/** What `event` of a rule of this target is compared with (reference: D&R, section 2). */
function eventTypeOf(target: Target, record: Json): string | undefined {
  const type =
    target.selects === "cat" ? memberOf(record, "cat") : memberOf(memberOf(record, "routing"), "event_type");
  return typeof type === "string" ? type : undefined;
}

function limited({ stateful, target }: CompiledDetect, verdict: Verdict): Verdict {
  if (!target.evaluated) {
    const lean = typeof verdict === "boolean" ? verdict : verdict.lean;
    return new Uncertain(`rules of target ${target.name} are not evaluated offline`, lean);
  }
  if (!stateful || verdict === false) return verdict;
  return new Uncertain("the rule waits for later events: it is judged on sequences of events only");
}

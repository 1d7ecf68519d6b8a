import type { JsonObject } from "../model/json.js";
import type { CompiledNode } from "./compiled-node.js";
import type { Target } from "./targets.js";

/** A detect block, ready to be judged on many records. */
export interface CompiledDetect {
  readonly node: CompiledNode;
  readonly target: Target;
  /** It has `with child`, `with descendant` or `with events` somewhere: later events decide. */
  readonly stateful: boolean;
  readonly reportLatest: boolean;
}

/** A rule, ready to be judged. */
export interface CompiledRule {
  readonly detect: CompiledDetect;
  /** Actions as written; their types have been checked. */
  readonly respond: readonly JsonObject[];
  readonly tests: RuleTests;
}

/** Unit tests as written: each is a list of events, which are alternatives. */
export interface RuleTests {
  readonly match: readonly (readonly JsonObject[])[];
  readonly non_match: readonly (readonly JsonObject[])[];
}

import { openCounters, suppress } from "../../core/detection/suppress.js";
import type { JsonObject } from "../../core/model/json.js";
import type { Occasion } from "./occasion.js";

/** Counters beyond which those whose windows are over are thrown away. */
const mostCounters = 1000;

/** True when an action is held back by its suppression; counts it (reference: D&R, section 8). `index`: its place in the rule. */
export function isSuppressed(occasion: Occasion, action: JsonObject, index: number): boolean {
  const { organization, rule, record, metadata } = occasion;
  const { suppressions, clock } = organization;
  if (action.suppression === undefined) return false;
  const nowMs = clock.nowMs();
  const owner = `${rule.hive}/${rule.name}/${index}`;
  const { run, state } = suppress(suppressions.state, { action, owner, record, metadata, nowMs });
  suppressions.state = Object.keys(state).length > mostCounters ? openCounters(state, nowMs) : state;
  return !run;
}

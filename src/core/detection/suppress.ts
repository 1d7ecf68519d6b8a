import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import { parseEventPath, reach } from "./event-path.js";
import { parseGoDuration } from "./go-duration.js";
import { memberOf, plainScene } from "./scene.js";
import { eventContext, renderTemplate } from "./templates.js";
import { plainText } from "./written.js";

/** How often something was about to be done within a window. */
interface Counter {
  /** Epoch milliseconds. */
  readonly startMs: number;
  readonly periodMs: number;
  readonly count: number;
}

/** Every counter by its identity. Plain data: given in and out, never changed. */
export interface SuppressionState {
  readonly [identity: string]: Counter;
}

/** An action that is about to be done. */
export interface Activation {
  /** As written; its types have passed `compileRule`. */
  readonly action: JsonObject;
  /** Tells actions without keys apart: whatever names the rule, and the action's place in it. */
  readonly owner: string;
  readonly record: JsonObject;
  /** Metadata of lookups' hits, for templates. */
  readonly metadata?: JsonObject;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/** Whether to do it, and the counters afterwards. */
export interface SuppressionDecision {
  readonly run: boolean;
  readonly state: SuppressionState;
  /** What of the decision public sources do not settle. */
  readonly doubts: readonly string[];
}

/**
 * Decides whether an action is done, and counts it (reference: D&R, section 8): from `min_count` on, and as long as `max_count` had
 * not been reached before, in windows of fixed length. Never throws.
 */
export function suppress(state: SuppressionState, activation: Activation): SuppressionDecision {
  const { suppression } = activation.action;
  if (!isJsonObject(suppression)) return { run: true, state, doubts: [] };
  const { identity, doubts } = identityOf(suppression, activation);
  const before = counterAt(state[identity], suppression, activation.nowMs);
  const added = increment(suppression, activation.record, doubts);
  const count = before.count + added;
  return {
    run:
      before.count < bound(suppression["max_count"], Number.POSITIVE_INFINITY) &&
      count >= bound(suppression["min_count"], 0),
    state: { ...state, [identity]: { ...before, count } },
    doubts: [...doubts],
  };
}

/** The counters whose windows are still open at a moment; the others say nothing any more. */
export function openCounters(state: SuppressionState, nowMs: number): SuppressionState {
  return Object.fromEntries(
    Object.entries(state).filter(([, { startMs, periodMs }]) => nowMs < startMs + periodMs),
  );
}

const bound = (value: Json | undefined, otherwise: number): number =>
  typeof value === "number" ? value : otherwise;

function counterAt(counter: Counter | undefined, { period }: JsonObject, nowMs: number): Counter {
  if (counter && nowMs < counter.startMs + counter.periodMs) return counter;
  return { startMs: nowMs, periodMs: parseGoDuration(plainText(period)) ?? 0, count: 0 };
}

/** What counts together: equal keys share a counter across rules; without keys it is the action's own. */
function identityOf(
  suppression: JsonObject,
  { action, owner, record, metadata = {} }: Activation,
): { readonly identity: string; readonly doubts: Set<string> } {
  const doubts = new Set<string>();
  const isGlobal = suppression["is_global"] === true;
  const scope = isGlobal ? "" : plainText(memberOf(memberOf(record, "routing"), "sid"));
  const keys = Array.isArray(suppression["keys"]) ? (suppression["keys"] as readonly Json[]) : [];
  if (keys.length === 0) {
    doubts.add("what counts together without keys is not documented");
    return { identity: JSON.stringify([scope, "action", owner, plainText(action["action"])]), doubts };
  }
  const rendered = keys.map((key) => renderKey(plainText(key), eventContext(record, metadata), doubts));
  return { identity: JSON.stringify([scope, "keys", ...rendered]), doubts };
}

function renderKey(key: string, data: JsonObject, doubts: Set<string>): string {
  const rendered = renderTemplate(key, data);
  for (const doubt of rendered.ok ? rendered.doubts : [rendered.reason]) doubts.add(doubt);
  return rendered.ok ? rendered.value : key;
}

/** How much is added: 1, or the whole number at `count_path`. */
function increment({ count_path: path }: JsonObject, record: JsonObject, doubts: Set<string>): number {
  if (typeof path !== "string") return 1;
  const [found] = reach(parseEventPath(path), plainScene(record));
  if (typeof found?.value === "number") return found.value;
  doubts.add("what is counted when there is no number at count_path is not documented");
  return 1;
}

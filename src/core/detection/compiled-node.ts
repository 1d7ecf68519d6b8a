import type { JsonObject } from "../model/json.js";
import type { Explanation, ReachedValue } from "./explanation.js";
import type { RulePath } from "./problem.js";
import type { Scene } from "./scene.js";
import { momentVerdict, type TimeWindow } from "./times.js";
import { opposite, Uncertain, type Verdict } from "./verdict.js";

/** What an operator found, for a person. */
export interface Account {
  readonly verdict: Verdict;
  /** Why, as one sentence. */
  readonly why: string;
  /** The path in the record that was followed. */
  readonly path?: string;
  readonly reached?: readonly ReachedValue[];
  readonly parts?: readonly Explanation[];
}

/** An operator with its parameters. Neither function throws. */
export interface Operation {
  readonly judge: (scene: Scene) => Verdict;
  readonly explain: (scene: Scene) => Account;
  /** For `and` and `or`: what they combine. */
  readonly combines?: { readonly kind: "and" | "or"; readonly parts: readonly CompiledNode[] };
  /** For `scope` and `metadata_rules`: the node that is judged on an element, or on a hit's metadata. */
  readonly inner?: { readonly root: "element" | "metadata"; readonly node: CompiledNode };
}

/** How the events of a stateful node are linked to the event before. */
export type Link = "child" | "descendant" | "events";

/** What must follow a match of the node it stands in. */
export interface Sequel {
  readonly link: Link;
  readonly node: CompiledNode;
}

/** A node of a rule, ready to be judged on records. */
export interface CompiledNode {
  readonly at: RulePath;
  /** As it is written. */
  readonly raw: JsonObject;
  readonly op: string;
  readonly operation: Operation;
  readonly negated: boolean;
  /** Types of the events it is about; undefined for any. */
  readonly events: ReadonlySet<string> | undefined;
  readonly times: readonly TimeWindow[] | undefined;
  readonly isTop: boolean;
  /** All parts must hold on one event (`is stateless`). */
  readonly isStateless: boolean;
  readonly sequels: readonly Sequel[];
  /** How often it must match, in a stateful node. */
  readonly count: number;
  /** Seconds within which it must match, in a stateful node. */
  readonly within: number | undefined;
}

/** True when a node or a part of it waits for later events. */
export function waitsForEvents({ operation, sequels }: CompiledNode): boolean {
  return sequels.length > 0 || (operation.combines?.parts ?? []).some(waitsForEvents);
}

/** Whether a node matches one record, what follows in later events left aside (reference: D&R, section 2). */
export function judgeNode(node: CompiledNode, scene: Scene): Verdict {
  return otherEvent(node, scene) ?? inTime(node, scene, () => node.operation.judge(scene));
}

/** The answer for an event of another type: false; whether a nested node's own `not` turns that is open. Undefined for an event it is about. */
function otherEvent(
  { events, negated, isTop }: CompiledNode,
  { eventType }: Scene,
): false | Uncertain | undefined {
  if (events === undefined || (eventType !== undefined && events.has(eventType))) return undefined;
  if (isTop || !negated) return false;
  return new Uncertain("whether not turns the skip of a nested event into a match is not documented");
}

/** The node's own result, turned by `not`, inside the times it is valid in. */
function inTime({ times, negated }: CompiledNode, scene: Scene, judge: () => Verdict): Verdict {
  const moment = times === undefined ? true : momentVerdict(times, scene.fixtures.nowMs);
  if (moment === false) return negated ? outsideTimes : false;
  const own = negated ? opposite(judge()) : judge();
  return own === true ? moment : own;
}

const outsideTimes = new Uncertain("what not means outside times is not documented", false);

/** As `judgeNode`, with the reasons. */
export function explainNode(node: CompiledNode, scene: Scene): Explanation {
  const { at, op, negated, operation } = node;
  const skipped = otherEvent(node, scene);
  if (skipped !== undefined) {
    const why = skipped === false ? otherEventText(node, scene) : skipped.reason;
    return { at, op, negated, verdict: skipped, own: false, why, reached: [], parts: [] };
  }
  const account = operation.explain(scene);
  const verdict = inTime(node, scene, () => account.verdict);
  const unturned = negated ? opposite(account.verdict) : account.verdict;
  const why = sameVerdict(verdict, unturned) ? account.why : timesText(verdict);
  const { path, reached = [], parts = [] } = account;
  return {
    at,
    op,
    negated,
    verdict,
    own: account.verdict,
    why,
    ...(path === undefined ? {} : { path }),
    reached,
    parts,
  };
}

const sameVerdict = (a: Verdict, b: Verdict): boolean =>
  a instanceof Uncertain && b instanceof Uncertain ? a.reason === b.reason : a === b;

const timesText = (verdict: Verdict): string =>
  verdict instanceof Uncertain ? verdict.reason : "the moment lies in none of its times";

function otherEventText({ events = new Set() }: CompiledNode, { eventType }: Scene): string {
  const wanted = [...events].join(" or ") || "no event type";
  return eventType === undefined
    ? `the record has no event type; the node is about ${wanted}`
    : `the event is ${eventType}; the node is about ${wanted}`;
}

import type { CompiledNode, Sequel } from "../compiled-node.js";
import type { Scene } from "../scene.js";
import { momentVerdict } from "../times.js";
import { Uncertain } from "../verdict.js";
import { beginSequels, enter, isWaiting } from "./enter.js";
import { type Atom, type Following, type Links, noProgress, type Progress, type Waiting } from "./waiting.js";

/** One event, and what it is looked at with. */
export interface Observation {
  readonly scene: Scene;
  readonly links: Links;
  /** The stateful nodes of the rule by their places. */
  readonly sequels: ReadonlyMap<string, Sequel>;
  /** Collects why answers are uncertain. */
  readonly doubts: Set<string>;
}

/** Most atoms of a family and most open matches of a node that are kept; the oldest are given up. */
const mostKept = 1000;

/** What an event leaves to wait for: `done` when nothing, `over` when it can never come any more. */
export function observe(waiting: Waiting, seen: Observation): Waiting | "done" | "over" {
  if (waiting.kind === "following") return observeFollowing(waiting, seen);
  const parts = waiting.parts.map((part) => observe(part, seen));
  const open = parts.filter((part) => typeof part === "object");
  if (waiting.kind === "all") {
    if (parts.includes("over")) return "over";
    return open.length === 0 ? "done" : { kind: "all", parts: open };
  }
  if (parts.includes("done")) return "done";
  return open.length === 0 ? "over" : { kind: "any", parts: open };
}

function observeFollowing(following: Following, seen: Observation): Waiting | "done" | "over" {
  const sequel = seen.sequels.get(following.place);
  if (!sequel || isOver(sequel.node, following.anchor, seen.links)) return "over";
  const isRelated = related(sequel.link, following, seen.links);
  const progress = observeNode(sequel.node, following.progress, {
    seen,
    isRelated,
    anchor: following.anchor,
  });
  if (progress.done) return "done";
  const { self } = seen.links;
  const grows = sequel.link === "descendant" && isRelated && self !== "" && !following.family.includes(self);
  const family = grows ? [...following.family, self].slice(-mostKept) : following.family;
  return { ...following, family, progress };
}

/** A single match that had to come within a time which has passed. */
function isOver({ count, within }: CompiledNode, { atMs }: Atom, links: Links): boolean {
  return count <= 1 && within !== undefined && elapsedMs(atMs, links.atMs) > within * 1000;
}

/** Milliseconds between two moments; NaN when one of them is not known, which no comparison holds for. */
const elapsedMs = (from: number | null, to: number | null): number =>
  from === null || to === null ? Number.NaN : to - from;

/** Linked by `routing/parent` and `routing/this`, or by the sensor alone. */
function related(link: Sequel["link"], { anchor, family }: Following, { parent }: Links): boolean {
  if (link === "events") return true;
  return link === "child" ? parent !== "" && parent === anchor.atom : family.includes(parent);
}

/** How an event is looked at by a node. */
interface Look {
  readonly seen: Observation;
  /** It is linked to the event that the node follows. */
  readonly isRelated: boolean;
  readonly anchor: Atom;
}

function observeNode(node: CompiledNode, progress: Progress, look: Look): Progress {
  if (progress.done) return progress;
  const { combines } = node.operation;
  const acrossEvents = combines !== undefined && !node.isStateless && !node.negated;
  return acrossEvents ? observeParts(node, progress, look) : observeWhole(node, progress, look);
}

/** Parts may be met by different events. */
function observeParts(node: CompiledNode, progress: Progress, look: Look): Progress {
  const { kind, parts: nodes } = node.operation.combines as NonNullable<
    CompiledNode["operation"]["combines"]
  >;
  const inside = { ...look, isRelated: look.isRelated && concerns(node, look.seen) };
  const parts = nodes.map((part, index) => observeNode(part, progress.parts[index] ?? noProgress, inside));
  const isMet = kind === "and" ? parts.every(({ done }) => done) : parts.some(({ done }) => done);
  const before = settle(node, { ...progress, parts: isMet ? [] : parts }, look);
  return isMet ? met(node, before, { ...look, waiting: beginSequels(node, look.seen.links) }) : before;
}

/** Whether a combination is about this event at all. */
function concerns({ events, times }: CompiledNode, { scene, doubts }: Observation): boolean {
  if (events && !(scene.eventType !== undefined && events.has(scene.eventType))) return false;
  const moment = times === undefined || momentVerdict(times, scene.fixtures.nowMs);
  if (moment instanceof Uncertain) doubts.add(moment.reason);
  return moment === true;
}

/** All must hold on one event. */
function observeWhole(node: CompiledNode, progress: Progress, look: Look): Progress {
  const before = settle(node, progress, look);
  if (before.done || !look.isRelated) return before;
  const { scene, links, doubts } = look.seen;
  const entered = enter(node, scene, links);
  if (entered instanceof Uncertain) doubts.add(entered.reason);
  if (entered === true) return met(node, before, { ...look, waiting: undefined });
  return isWaiting(entered) ? met(node, before, { ...look, waiting: entered }) : before;
}

/** The node's own condition holds: a match, unless something must follow, which sees the same event at once. */
function met(
  node: CompiledNode,
  progress: Progress,
  look: Look & { readonly waiting: Waiting | undefined },
): Progress {
  const after = look.waiting === undefined ? "done" : observe(look.waiting, look.seen);
  if (typeof after !== "object") return matched(node, progress, look);
  return { ...progress, waiting: [...progress.waiting, after].slice(-mostKept) };
}

/** Lets what waits see the event; what is complete counts as a match. */
function settle(node: CompiledNode, progress: Progress, look: Look): Progress {
  const after = progress.waiting.map((waiting) => observe(waiting, look.seen));
  const open = { ...progress, waiting: after.filter((waiting) => typeof waiting === "object") };
  return after.reduce<Progress>((so, waiting) => (waiting === "done" ? matched(node, so, look) : so), open);
}

const noTime = "within needs routing/event_time, which an event does not have";

/** Counts a match: one within the time since the event that it follows, several within the time between them. */
function matched(node: CompiledNode, progress: Progress, { seen, anchor }: Look): Progress {
  const { atMs } = seen.links;
  const { within } = node;
  const needed = Math.max(1, node.count);
  if (within === undefined) return withMatches([...progress.matchedAtMs, atMs], needed, progress);
  if (atMs === null || anchor.atMs === null) seen.doubts.add(noTime);
  const inTime = (from: number | null): boolean => elapsedMs(from, atMs) <= within * 1000;
  if (needed === 1) return inTime(anchor.atMs) ? withMatches([atMs], needed, progress) : progress;
  return withMatches([...progress.matchedAtMs, atMs].filter(inTime), needed, progress);
}

const withMatches = (moments: readonly (number | null)[], needed: number, progress: Progress): Progress => ({
  ...progress,
  matchedAtMs: moments,
  done: moments.length >= needed,
});

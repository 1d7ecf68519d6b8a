import type { JsonObject } from "../model/json.js";
import type { CompiledNode, Sequel } from "./compiled-node.js";
import type { CompiledDetect } from "./compiled-rule.js";
import { type Fixtures, sceneOf } from "./evaluate.js";
import { placeText } from "./problem.js";
import { enter, isWaiting } from "./stateful/enter.js";
import { type Observation, observe } from "./stateful/observe.js";
import { linksOf, type Waiting } from "./stateful/waiting.js";
import { Uncertain } from "./verdict.js";

/** A match that waits for later events. */
interface OpenMatch {
  /** The event that began it. */
  readonly first: JsonObject;
  readonly waiting: Waiting;
}

/** What a rule remembers, by sensor. Plain data: given in and out, never changed. A changed rule starts with an empty one. */
export interface StatefulState {
  readonly [sid: string]: readonly OpenMatch[];
}

/** A rule that fired. */
export interface Firing {
  /** The event that began the match. */
  readonly first: JsonObject;
  /** The event that completed it: what every action but `report` sees. */
  readonly latest: JsonObject;
  /** What `report` reports: the first, or with `report latest event` the latest. */
  readonly reported: JsonObject;
}

/** What one event made of a rule. */
export interface Advance {
  readonly state: StatefulState;
  readonly firing?: Firing;
  readonly metadata: JsonObject;
  /** Why something is uncertain that could have made the rule fire. */
  readonly doubts: readonly string[];
  /** How many open matches were given up because there are too many. */
  readonly dropped: number;
}

/** Most open matches that are kept for a sensor. */
const mostOpen = 1000;

/** The next event of a rule's target. */
export interface NextEvent {
  readonly record: JsonObject;
  readonly fixtures?: Fixtures;
}

/**
 * Lets a rule see the next event of its target, in the order of arrival (reference: D&R, section 6). State is kept per `routing/sid`,
 * children are linked by `routing/this` and `routing/parent`. Rules that wait for nothing fire on the event itself. Never throws.
 */
export function advance(
  detect: CompiledDetect,
  state: StatefulState,
  { record, fixtures = {} }: NextEvent,
): Advance {
  if (!detect.target.evaluated) return notEvaluated(detect, state);
  const scene = sceneOf(detect.target, record, fixtures);
  const links = linksOf(record);
  const doubts = new Set<string>();
  const seen: Observation = { scene, links, sequels: sequelsOf(detect), doubts };
  const before = new Map(Object.entries(state)).get(links.sid) ?? [];
  const matches = [...before, ...begun(detect, record, seen)].map(({ first, waiting }) => ({
    first,
    after: waiting === undefined ? ("done" as const) : observe(waiting, seen),
  }));
  const complete = matches.find(({ after }) => after === "done");
  const open = matches.flatMap(({ first, after }) =>
    typeof after === "object" ? [{ first, waiting: after }] : [],
  );
  const kept = open.slice(-mostOpen);
  return {
    state: nextState(state, links.sid, kept),
    ...(complete ? { firing: firingOf(detect, complete.first, record) } : {}),
    metadata: Object.fromEntries(scene.metadata),
    doubts: [...doubts],
    dropped: open.length - kept.length,
  };
}

const notEvaluated = ({ target }: CompiledDetect, state: StatefulState): Advance => ({
  state,
  metadata: {},
  doubts: [`rules of target ${target.name} are not evaluated offline`],
  dropped: 0,
});

/** A match that the event begins; nothing to wait for where it is complete. */
function begun(
  detect: CompiledDetect,
  record: JsonObject,
  { scene, links, doubts }: Observation,
): { readonly first: JsonObject; readonly waiting: Waiting | undefined }[] {
  const entered = enter(detect.node, scene, links);
  if (entered instanceof Uncertain) doubts.add(entered.reason);
  if (entered === true) return [{ first: record, waiting: undefined }];
  return isWaiting(entered) ? [{ first: record, waiting: entered }] : [];
}

const firingOf = ({ reportLatest }: CompiledDetect, first: JsonObject, latest: JsonObject): Firing => ({
  first,
  latest,
  reported: reportLatest ? latest : first,
});

function nextState(state: StatefulState, sid: string, open: readonly OpenMatch[]): StatefulState {
  if (open.length > 0) return { ...state, [sid]: open };
  const { [sid]: _closed, ...others } = state;
  return others;
}

const known = new WeakMap<CompiledDetect, ReadonlyMap<string, Sequel>>();

/** The stateful nodes of a rule by their places. */
function sequelsOf(detect: CompiledDetect): ReadonlyMap<string, Sequel> {
  const found =
    known.get(detect) ??
    new Map(allSequels(detect.node).map((sequel) => [placeText(sequel.node.at), sequel]));
  known.set(detect, found);
  return found;
}

function allSequels({ sequels, operation }: CompiledNode): readonly Sequel[] {
  const below = [...sequels.map(({ node }) => node), ...(operation.combines?.parts ?? [])];
  return [...sequels, ...below.flatMap(allSequels)];
}

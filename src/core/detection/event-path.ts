import type { Json } from "../model/json.js";
import { remembered } from "../model/remembered.js";
import { isMap, memberOf, type Scene } from "./scene.js";

/** A path into a record, in parts: `*` is any number of levels, `?` exactly one, all others are keys. */
export interface EventPath {
  readonly text: string;
  readonly parts: readonly string[];
}

/** Why it is open whether the engine reaches a value, and the better guess. */
export interface Doubt {
  readonly reason: string;
  readonly reaches: boolean | undefined;
}

/** Way from the root to a value, last steps first. */
interface Trail {
  readonly before: Trail | undefined;
  readonly steps: readonly (string | number)[];
}

/** A value that a path leads to. */
export interface Reached {
  readonly value: Json;
  readonly trail: Trail | undefined;
  /** Set when it is open whether the engine gets here. */
  readonly doubt: Doubt | undefined;
}

/** Slashes at the ends are tolerated; `/` alone is the whole record (reference: D&R, section 3). Rules look at few places. */
export const parseEventPath = remembered(1000, (text): EventPath => {
  return { text, parts: text.split("/").filter((part) => part !== "") };
});

/** Where a value was found, in the notation of paths, with the numbers of list elements. */
export function trailText({ trail }: Reached): string {
  const steps: (string | number)[] = [];
  for (let at = trail; at; at = at.before) steps.push(...at.steps.toReversed());
  return steps.toReversed().join("/") || "/";
}

interface Step extends Reached {
  /** Index of the next part of the path. */
  readonly next: number;
}

const plain: Doubt | undefined = undefined;

const scopedRouting: Doubt = {
  reason: "whether routing/ is still reachable inside scope is not documented",
  reaches: true,
};

/** Where a path starts. Inside a scope `event/` is the element, `routing/` most likely still the record's (reference: D&R, section 4). */
function start({ parts }: EventPath, scene: Scene): Step {
  const [first] = parts;
  if (scene.kind === "record" || (first !== "event" && first !== "routing")) {
    return { value: scene.root, next: 0, trail: undefined, doubt: plain };
  }
  if (first === "routing") return { value: scene.record, next: 0, trail: undefined, doubt: scopedRouting };
  return { value: scene.root, next: 1, trail: undefined, doubt: plain };
}

/**
 * Every value that a path leads to, in the order of the record. A key steps through a list of maps without help; what public sources
 * leave open about lists is reached with a doubt (reference: D&R, section 3). Takes time linear in the record's size.
 */
export function reach(path: EventPath, scene: Scene): Iterable<Reached> {
  const direct = alongMaps(path, start(path, scene));
  if (direct === undefined) return nothing;
  return direct.next === path.parts.length ? [direct] : explore(path, direct);
}

const nothing: readonly Reached[] = [];

/** As far as plain keys of maps lead; undefined when there is nothing. */
function alongMaps({ parts }: EventPath, first: Step): Step | undefined {
  let { value, next } = first;
  for (; next < parts.length; next += 1) {
    const part = parts[next] as string;
    if (part === "*" || part === "?" || Array.isArray(value)) break;
    const member = memberOf(value, part);
    if (member === undefined) return undefined;
    value = member;
  }
  const steps = next === parts.length ? parts : parts.slice(0, next);
  return { value, next, trail: { before: undefined, steps }, doubt: first.doubt };
}

function* explore({ parts }: EventPath, first: Step): Generator<Reached> {
  const open: Step[] = [first];
  const seen = parts.includes("*") ? new Seen() : undefined;
  for (let step = open.pop(); step; step = open.pop()) {
    if (seen?.before(step)) continue;
    const part = parts[step.next];
    if (part === undefined) yield step;
    else for (const further of follow(step, part).toReversed()) open.push(further);
  }
}

/** Containers that were looked at with the rest of a path: `*` comes to the same place in more than one way. */
class Seen {
  readonly #places = new Map<object, Set<string>>();

  /** True from the second time on. */
  before({ value, next, doubt }: Step): boolean {
    if (typeof value !== "object" || value === null) return false;
    const places = this.#places.get(value) ?? new Set();
    this.#places.set(value, places);
    const place = `${next}${doubt?.reason ?? ""}`;
    const known = places.has(place);
    places.add(place);
    return known;
  }
}

function follow(step: Step, part: string): Step[] {
  if (part === "?") return children(step, step.next + 1);
  if (part === "*") return [{ ...step, next: step.next + 1 }, ...children(step, step.next)];
  return Array.isArray(step.value) ? intoList(step, step.value, part) : intoMap(step, part);
}

function children(step: Step, next: number): Step[] {
  const { value, trail: before, doubt } = step;
  if (Array.isArray(value)) {
    return value.map((child: Json, index) => ({
      value: child,
      next,
      trail: { before, steps: [index] },
      doubt,
    }));
  }
  if (!isMap(value)) return [];
  return Object.entries(value).map(([key, child]) => ({
    value: child,
    next,
    trail: { before, steps: [key] },
    doubt,
  }));
}

function intoMap(step: Step, part: string): Step[] {
  const value = memberOf(step.value, part);
  if (value === undefined) return [];
  return [{ value, next: step.next + 1, trail: { before: step.trail, steps: [part] }, doubt: step.doubt }];
}

const nested: Doubt = {
  reason: "whether a path steps through a list inside a list is not documented",
  reaches: undefined,
};
const numbered: Doubt = {
  reason: "whether a number in a path is the place in a list is not documented",
  reaches: undefined,
};

/** A key goes into each map of a list. */
function intoList(step: Step, list: readonly Json[], part: string): Step[] {
  const through = list.flatMap((value, index): Step[] => {
    if (typeof value !== "object" || value === null) return [];
    const doubt = Array.isArray(value) ? (step.doubt ?? nested) : step.doubt;
    return [{ ...step, value, trail: { before: step.trail, steps: [index] }, doubt }];
  });
  const value = /^\d+$/.test(part) ? list[Number(part)] : undefined;
  if (value === undefined) return through;
  const trail = { before: step.trail, steps: [part] };
  return [...through, { value, next: step.next + 1, trail, doubt: step.doubt ?? numbered }];
}

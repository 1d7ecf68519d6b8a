import type { Json, JsonObject } from "../../model/json.js";
import { memberOf } from "../scene.js";

/** What must still come before a match is complete. Plain data. */
export type Waiting = { readonly kind: "all" | "any"; readonly parts: readonly Waiting[] } | Following;

/** Waits for events that follow one event. */
export interface Following {
  readonly kind: "following";
  /** The stateful node, by its place in the rule. */
  readonly place: string;
  readonly anchor: Atom;
  /** Atoms of the event and of all that descend from it; only for descendants. */
  readonly family: readonly string[];
  readonly progress: Progress;
}

/** What later events are linked to. */
export interface Atom {
  readonly atom: string;
  /** Epoch milliseconds; null when the event does not say. */
  readonly atMs: number | null;
}

/** How far a stateful node is. */
export interface Progress {
  /** Moments of its matches so far, in epoch milliseconds; as many as still count. */
  readonly matchedAtMs: readonly (number | null)[];
  readonly done: boolean;
  /** Progress of what it combines, in order. */
  readonly parts: readonly Progress[];
  /** Matches of it that wait for events of their own. */
  readonly waiting: readonly Waiting[];
}

/** Nothing seen yet. */
export const noProgress: Progress = { matchedAtMs: [], done: false, parts: [], waiting: [] };

/** How an event is linked to others (reference: D&R, section 6). */
export interface Links {
  readonly sid: string;
  readonly self: string;
  readonly parent: string;
  readonly atMs: number | null;
}

/** What `routing` says about an event's place among others. */
export function linksOf(record: Json): Links {
  const routing = memberOf(record, "routing");
  const text = (name: string): string => {
    const value = memberOf(routing, name);
    return typeof value === "string" ? value : "";
  };
  const atMs = memberOf(routing, "event_time");
  return {
    sid: text("sid"),
    self: text("this"),
    parent: text("parent"),
    atMs: typeof atMs === "number" ? atMs : null,
  };
}

/** An event with everything that is needed to look at it. */
export interface Observed {
  readonly record: JsonObject;
  readonly links: Links;
}

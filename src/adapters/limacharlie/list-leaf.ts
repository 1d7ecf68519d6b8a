import type { Json, JsonObject } from "../../core/model/json.js";
import { readInstant } from "./list-instant.js";
import { unreadable } from "./list-problem.js";

/** What one entry of the answer says about itself, under whichever of the known names (reference: API, 4.3). */
export interface Leaf {
  readonly taskId: string | undefined;
  /** A second name for the task id, believed only where nothing else can be meant. */
  readonly id: string | undefined;
  /** Sensors that still wait, lower-case. */
  readonly sids: readonly string[];
  readonly command: string | undefined;
  readonly context: string | undefined;
  readonly expiresAtMs: number | undefined;
  /** What it was requested with. */
  readonly selector: string | undefined;
}

const names =
  "task_id id sid pending_for acknowledged_by task command cmd context investigation_id inv_id expiry expires expires_at expire expiration ttl sensor_selector selector retention created".split(
    " ",
  );

/** True for an object that describes an entry rather than holding entries by their ids. */
export function isLeaf(value: JsonObject): boolean {
  return names.some((name) => value[name] !== undefined);
}

/** Reads an entry. An entry with a known name and a value of another type is unreadable, never half read. */
export function readLeaf(leaf: JsonObject): Leaf {
  const sid = text(leaf["sid"]);
  const waiting = textList(leaf["pending_for"]);
  textList(leaf["acknowledged_by"]);
  return {
    taskId: text(leaf["task_id"]),
    id: text(leaf["id"]),
    sids: sid === undefined ? waiting : [...waiting, sid.toLowerCase()],
    command: agreed(agreed(said(leaf["task"]), said(leaf["command"]), same), said(leaf["cmd"]), same),
    context: agreed(
      agreed(said(leaf["context"]), said(leaf["investigation_id"]), sameContext),
      said(leaf["inv_id"]),
      sameContext,
    ),
    selector: selectorIn(leaf),
    expiresAtMs: readInstant(
      leaf["expiry"] ?? leaf["expires"] ?? leaf["expires_at"] ?? leaf["expire"] ?? leaf["expiration"],
    ),
  };
}

/** Nothing is decided by it, so whatever is no text is left out. */
function selectorIn(leaf: JsonObject): string | undefined {
  const selector = leaf["sensor_selector"] ?? leaf["selector"];
  return typeof selector === "string" && selector.trim() !== "" ? selector : undefined;
}

/** Text with something in it; undefined when it is left out or null. */
function text(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string" && value.trim() !== "") return value;
  return unreadable("an id of an entry is not text");
}

/** There may be a million entries without a list. */
const none: readonly string[] = [];

function textList(value: Json | undefined): readonly string[] {
  if (value === undefined || value === null) return none;
  if (!Array.isArray(value)) return unreadable("the sensors of an entry are not a list");
  return value.map((item: Json) => text(item)?.toLowerCase() ?? unreadable("a sensor of an entry is null"));
}

/** A command or context; undefined when it is left out or null. */
function said(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : unreadable("a command or context is not text");
}

/** The one value under two names; undefined when neither is there. */
function agreed(
  first: string | undefined,
  other: string | undefined,
  agree: (first: string, other: string) => boolean,
): string | undefined {
  if (first === undefined || other === undefined) return first ?? other;
  return agree(first, other) ? first : unreadable("an entry contradicts itself");
}

const same = (first: string, other: string): boolean => first === other;

/** An investigation id may carry more than the context: `<context>/<suffix>` (reference: events, section 2). */
const sameContext = (first: string, other: string): boolean =>
  first === other || other.startsWith(`${first}/`);

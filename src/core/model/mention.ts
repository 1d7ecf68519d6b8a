import { isJsonObject, type Json } from "./json.js";
import { contextOf } from "./token.js";

/**
 * Whom an event of the extension is about. Where such events keep it is not documented (reference: API, 4.5), so it is taken from
 * wherever it stands: an event can name a task by its id, by its context, or not at all.
 */
export interface Mention {
  readonly taskIds: readonly string[];
  /** Texts with the shape of a token, without what follows a slash. */
  readonly tokens: readonly string[];
  /** Sensor ids, lower-case. */
  readonly sids: readonly string[];
}

/** The events of one type that were asked for. */
export interface MentionsRead {
  readonly mentions: readonly Mention[];
  /** True when there are more than anybody read. */
  readonly isCut: boolean;
}

const sidShape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Longer texts are no id and no token of anybody. */
const longestText = 512;

/** Reads an event. `routing` has the ids of the adapter that it came through, so of it only the context counts. */
export function mentionOf(event: Json): Mention {
  const { routing, event: body } = isJsonObject(event) ? event : {};
  const about = [
    ...textsIn(body),
    ...textsIn(isJsonObject(routing) ? routing["investigation_id"] : undefined, "investigation_id"),
  ];
  const named = (name: string): string[] => about.flatMap(([key, text]) => (key === name ? [text] : []));
  return {
    taskIds: unique(named("task_id")),
    tokens: unique(about.map(([, text]) => text.split("/", 1).join("")).filter(isToken)),
    sids: unique(
      named("sid")
        .filter((sid) => sidShape.test(sid))
        .map((sid) => sid.toLowerCase()),
    ),
  };
}

/** Every text in a value with the key that it stands under. */
function textsIn(value: Json | undefined, key = ""): (readonly [key: string, text: string])[] {
  if (typeof value === "string") return value === "" || value.length > longestText ? [] : [[key, value]];
  if (Array.isArray(value)) return value.flatMap((item: Json) => textsIn(item, key));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => textsIn(member, name));
}

/** A context has no spaces: a sentence that ends in a token is no token. */
const isToken = (text: string): boolean => contextOf(text) !== text && !/\s/.test(text);
const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

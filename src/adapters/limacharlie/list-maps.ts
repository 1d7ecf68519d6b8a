import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import type { Row } from "./list-groups.js";
import { isLeaf, type Leaf, readLeaf } from "./list-leaf.js";
import { type Level, type MapReading, onlySid, readNested, uuid } from "./list-nested.js";
import { unreadable } from "./list-problem.js";
import { isEmpty, isPartMark } from "./list-unwrap.js";

/** Reads an object whose keys are sensor ids or task ids: of entries, of lists of entries, or of objects of entries. */
export function readMap(map: JsonObject, reading: MapReading): void {
  const pairs = pairsOf(map);
  const kinds = new Set(pairs.map(kindOf));
  const withEmpty = kinds.delete("empty");
  if (kinds.size > 1) unreadable("the answer mixes forms");
  if (kinds.has("nested")) return readNested(pairs.map(levelOf), reading);
  const keysAreSids = reading.bySensor || pairs.some(({ key }) => reading.knownSids.has(key.toLowerCase()));
  if (withEmpty && !keysAreSids) unreadable("a key that is no known sensor holds nothing");
  for (const { key, holder } of pairs) readKeyed({ key, keysAreSids }, holder, reading);
}

type Kind = "empty" | "leaf" | "rows" | "nested";
type Holder = JsonObject | readonly Json[];

function kindOf({ holder, keys }: Pair): Kind {
  if (!isJsonObject(holder)) return holder.length === 0 ? "empty" : "rows";
  if (keys.length === 0) return "empty";
  return isLeaf(holder) ? "leaf" : "nested";
}

/** A key with what it holds. */
interface Pair {
  readonly key: string;
  readonly holder: Holder;
  /** Of an object: its keys, which take long to collect where there are many. */
  readonly keys: readonly string[];
}

/** Keys with what they hold; marks of completeness are left out, anything else that is no object or list is unreadable. */
function pairsOf(map: JsonObject): readonly Pair[] {
  return keysOf(map, Object.keys(map)).map((key) => {
    const holder = holderOf(map[key]);
    return { key, holder, keys: isJsonObject(holder) ? Object.keys(holder) : [] };
  });
}

/** Those of all keys that are no marks of completeness. */
function keysOf(map: JsonObject, all: readonly string[]): readonly string[] {
  const keys = all.filter((key) => !isPartMark(key, map[key] ?? null));
  return keys.length > 0 ? keys : unreadable("there are marks but no entries");
}

const holderOf = (value: Json | undefined): Holder =>
  typeof value === "object" && value !== null
    ? value
    : unreadable("a key holds neither an entry nor entries");

/** The second level of keys under a first one. It can have a million: pairs of keys and entries would take longer to make than to read. */
function levelOf({ key: outer, holder, keys: all }: Pair): Level {
  if (!isJsonObject(holder) || all.length === 0) return { outer, keys: [], entries: {} };
  const keys = keysOf(holder, all);
  return { outer, keys, entries: hasEntries(holder, keys) ? holder : noEntry() };
}

const hasEntries = (
  map: JsonObject,
  keys: readonly string[],
): map is { readonly [key: string]: JsonObject } => keys.every((key) => isEntry(holderOf(map[key])));

const isEntry = (value: Json): boolean => isJsonObject(value) && isLeaf(value);

/** An object that describes an entry; anything else is unreadable. */
export function entryOf(value: Json): JsonObject {
  return isJsonObject(value) && isLeaf(value) ? value : noEntry();
}

const noEntry = (): never => unreadable("there is something else where an entry should be");

interface Keyed {
  readonly key: string;
  readonly keysAreSids: boolean;
}

function readKeyed(keyed: Keyed, value: Holder, { add }: MapReading): void {
  if (isEmpty(value)) return;
  if (isJsonObject(value)) return add(keyedRow(keyed, readLeaf(value)));
  for (const item of value) {
    const leaf = readLeaf(entryOf(item));
    const anonymous = !keyed.keysAreSids && leaf.taskId === undefined && leaf.sids.length === 0;
    add(anonymous ? unreadable("an entry has no task id") : keyedRow(keyed, leaf));
  }
}

/** An entry under one key: the key is its sensor or its task id, and what the entry says itself is believed. */
function keyedRow({ key, keysAreSids }: Keyed, leaf: Leaf): Row {
  const otherId = leaf.taskId !== undefined && leaf.taskId !== key;
  if (keysAreSids || (otherId && uuid.test(key))) {
    const taskId = leaf.taskId ?? leaf.id ?? unreadable("an entry has no task id");
    return { taskId, sids: [onlySid(key.toLowerCase(), leaf)], leaf };
  }
  if (otherId) unreadable("an entry contradicts its key");
  return { taskId: key, sids: leaf.sids, leaf };
}

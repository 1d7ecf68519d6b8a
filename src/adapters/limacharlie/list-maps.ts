import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import type { Row } from "./list-groups.js";
import { isLeaf, type Leaf, readLeaf } from "./list-leaf.js";
import { unreadable } from "./list-problem.js";
import { isEmpty, isPartMark } from "./list-unwrap.js";

/** What an object of entries is read with. */
export interface MapReading {
  /** Lower-case sensor ids. */
  readonly knownSids: ReadonlySet<string>;
  /** The answer itself calls the keys sensors. */
  readonly bySensor: boolean;
  readonly add: (row: Row) => void;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads an object whose keys are sensor ids or task ids: of entries, of lists of entries, or of objects of entries. */
export function readMap(map: JsonObject, reading: MapReading): void {
  const keys = entryKeys(map);
  const kinds = new Set(keys.map((key) => kindOf(map[key] as Json)));
  const withEmpty = kinds.delete("empty");
  if (kinds.size > 1) unreadable("the answer mixes forms");
  if (kinds.has("nested")) return readNested(map, keys, reading);
  const keysAreSids = reading.bySensor || keys.some((key) => reading.knownSids.has(key.toLowerCase()));
  if (withEmpty && !keysAreSids) unreadable("a key that is no known sensor holds nothing");
  for (const key of keys) {
    for (const leaf of leavesIn(map[key] as Json)) reading.add(keyedRow(key, leaf, keysAreSids));
  }
}

type Kind = "empty" | "leaf" | "rows" | "nested";

function kindOf(value: Json): Kind {
  if (isEmpty(value)) return "empty";
  if (Array.isArray(value)) return "rows";
  return isLeaf(value as JsonObject) ? "leaf" : "nested";
}

/** The keys that hold entries; marks of completeness are left out, anything else is unreadable. */
function entryKeys(map: JsonObject): readonly string[] {
  const all = Object.keys(map);
  const keys = all.filter((key) => {
    const value = map[key] as Json;
    if (typeof value === "object" && value !== null) return !isPartMark(key, value);
    return !isPartMark(key, value) && unreadable("a key holds neither an entry nor entries");
  });
  return keys.length > 0 ? keys : unreadable("there are marks but no entries");
}

/** The entries under one key. */
function leavesIn(value: Json): readonly { readonly leaf: Leaf; readonly listed: boolean }[] {
  const listed = Array.isArray(value);
  return (listed ? value : isEmpty(value) ? [] : [value]).map((item: Json) => {
    if (!isJsonObject(item) || !isLeaf(item)) return unreadable("a list holds something that is no entry");
    return { leaf: readLeaf(item), listed };
  });
}

/** An entry under one key: the key is its sensor or its task id, and what the entry says itself is believed. */
function keyedRow(
  key: string,
  { leaf, listed }: { readonly leaf: Leaf; readonly listed: boolean },
  keysAreSids: boolean,
): Row {
  if (keysAreSids || (leaf.taskId !== undefined && leaf.taskId !== key && uuid.test(key))) {
    const taskId = leaf.taskId ?? leaf.id ?? unreadable("an entry has no task id");
    return { taskId, sids: [oneSid(key, leaf)], leaf };
  }
  if (leaf.taskId !== undefined && leaf.taskId !== key) unreadable("an entry contradicts its key");
  if (listed && leaf.taskId === undefined && leaf.sids.length === 0) unreadable("an entry has no task id");
  return { taskId: key, sids: leaf.sids, leaf };
}

function oneSid(sid: string, leaf: Leaf): string {
  const agrees = leaf.sids.every((other) => other.toLowerCase() === sid.toLowerCase());
  return agrees ? sid : unreadable("an entry contradicts its key");
}

/** Two levels of keys: sensor then task, or task then sensor. */
function readNested(map: JsonObject, outerKeys: readonly string[], reading: MapReading): void {
  const pairs = { map, outerKeys };
  const outerIsSid = orientation(pairs, reading);
  for (const outer of outerKeys) {
    const inside = map[outer] as JsonObject;
    for (const inner of isEmpty(inside) ? [] : entryKeys(inside)) {
      const leaf = readLeaf(inside[inner] as JsonObject);
      const [sid, taskId] = outerIsSid ? [outer, inner] : [inner, outer];
      if (leaf.taskId !== undefined && leaf.taskId !== taskId) unreadable("an entry contradicts its key");
      reading.add({ taskId, sids: [oneSid(sid, leaf)], leaf });
    }
    if (!outerIsSid && isEmpty(inside)) unreadable("a task id holds nothing");
  }
}

/** Whether the outer keys are the sensors: by the known sensors, by what the entries say, by the form of the keys. */
function orientation(
  { map, outerKeys }: { readonly map: JsonObject; readonly outerKeys: readonly string[] },
  { knownSids, bySensor }: MapReading,
): boolean {
  let outerIsSid = outerKeys.some((key) => knownSids.has(key.toLowerCase()));
  let innerIsSid = false;
  let innerUuids = 0;
  let innerKeys = 0;
  for (const outer of outerKeys) {
    const inside = map[outer] as JsonObject;
    for (const inner of isEmpty(inside) ? [] : entryKeys(inside)) {
      const leaf = inside[inner] as Json;
      if (!isJsonObject(leaf) || !isLeaf(leaf)) unreadable("something is not an entry where one should be");
      innerKeys++;
      if (uuid.test(inner)) innerUuids++;
      innerIsSid ||= knownSids.has(inner.toLowerCase()) || leaf["sid"] === inner || leaf["task_id"] === outer;
      outerIsSid ||= leaf["sid"] === outer || leaf["task_id"] === inner;
    }
  }
  if (outerIsSid && innerIsSid) unreadable("both levels of keys look like sensors");
  if (outerIsSid || innerIsSid) return outerIsSid;
  if (bySensor) return true;
  const outerUuids = outerKeys.filter((key) => uuid.test(key)).length;
  if (outerUuids === outerKeys.length && innerUuids === 0) return true;
  if (outerUuids === 0 && innerUuids === innerKeys) return false;
  return unreadable("no key is a known sensor, so sensor ids cannot be told from task ids");
}

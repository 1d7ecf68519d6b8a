import { given } from "../../core/model/given.js";
import type { JsonObject } from "../../core/model/json.js";
import type { Row } from "./list-groups.js";
import { type Leaf, readLeaf } from "./list-leaf.js";
import { unreadable } from "./list-problem.js";

/** A key of the first level with the entries under it, by the keys of the second. */
export interface Level {
  readonly outer: string;
  readonly keys: readonly string[];
  readonly entries: { readonly [inner: string]: JsonObject };
}

/** What an object of entries is read with. */
export interface MapReading {
  /** Lower-case. */
  readonly knownSids: ReadonlySet<string>;
  /** The answer itself calls the keys sensors. */
  readonly bySensor: boolean;
  readonly add: (row: Row) => void;
}

/** The form of every sensor id. */
export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads two levels of keys: sensor then task, or task then sensor. */
export function readNested(levels: readonly Level[], reading: MapReading): void {
  const outerIsSid = isBySensor(levels, reading);
  for (const { outer, keys, entries } of levels) {
    if (!outerIsSid && keys.length === 0) unreadable("a task id holds nothing");
    const outerSid = outer.toLowerCase();
    for (const inner of keys) {
      const sid = outerIsSid ? outerSid : inner.toLowerCase();
      const taskId = outerIsSid ? inner : outer;
      const leaf = readLeaf(given(entries[inner], "an entry"));
      if (leaf.taskId !== undefined && leaf.taskId !== taskId) unreadable("an entry contradicts its key");
      reading.add({ taskId, sids: [onlySid(sid, leaf)], leaf });
    }
  }
}

/** The sensor that a key names, lower-case; an entry that names another contradicts it. */
export function onlySid(sid: string, leaf: Leaf): string {
  const agrees = leaf.sids.every((other) => other === sid);
  return agrees ? sid : unreadable("an entry contradicts its key");
}

/** Whether the outer keys are the sensors: by the known sensors and what the entries say, else by the answer's own word or the form of the keys. */
function isBySensor(levels: readonly Level[], { knownSids, bySensor }: MapReading): boolean {
  const isKnown = (key: string): boolean => knownSids.has(key.toLowerCase());
  const outer = levels.some(
    (level) =>
      isKnown(level.outer) ||
      level.keys.some((inner) => says(level, inner, { sid: level.outer, taskId: inner })),
  );
  const inner = levels.some((level) =>
    level.keys.some((key) => isKnown(key) || says(level, key, { sid: key, taskId: level.outer })),
  );
  if (outer && inner) unreadable("both levels of keys look like sensors");
  return outer || (!inner && (bySensor || isBySensorByForm(levels)));
}

/** True when an entry calls one of its keys its sensor, or the other its task. */
function says(
  { entries }: Level,
  inner: string,
  is: { readonly sid: string; readonly taskId: string },
): boolean {
  const entry = entries[inner];
  return entry?.["sid"] === is.sid || entry?.["task_id"] === is.taskId;
}

/** Sensor ids are always UUIDs; where only one level's keys are, that level is the sensors'. */
function isBySensorByForm(levels: readonly Level[]): boolean {
  const innerKeys = levels.flatMap(({ keys }) => keys);
  const outer = levels.map((level) => uuid.test(level.outer));
  const inner = innerKeys.map((key) => uuid.test(key));
  if (outer.every(Boolean) && !inner.some(Boolean)) return true;
  if (inner.every(Boolean) && !outer.some(Boolean)) return false;
  return unreadable("no key is a known sensor, so sensor ids cannot be told from task ids");
}

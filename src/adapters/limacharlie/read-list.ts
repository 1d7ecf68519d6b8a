import { isJsonObject, type Json } from "../../core/model/json.js";
import type { QueueEntry, QueueReading } from "../../core/model/queue.js";
import { type Groups, groupRows } from "./list-groups.js";
import { isLeaf, readLeaf } from "./list-leaf.js";
import { entryOf, readMap } from "./list-maps.js";
import { ListProblem, unreadable } from "./list-problem.js";
import { describeShape } from "./list-shape.js";
import { unwrapList } from "./list-unwrap.js";

/**
 * Reads a `list` answer, whose real form nobody has published: tolerant towards the forms that are plausible, closed towards all others
 * (reference: API, 4.3). An answer that cannot be read is never an empty queue: that would task the whole fleet again.
 * Never throws; linear in the answer's size.
 */
export function readList(answer: Json, knownSids: ReadonlySet<string>): QueueReading {
  try {
    const lowerSids = new Set([...knownSids].map((sid) => sid.toLowerCase()));
    return { readable: true, entries: readEntries(answer, lowerSids) };
  } catch (error) {
    if (!(error instanceof ListProblem)) throw error;
    return { readable: false, reason: error.message, shape: describeShape(answer) };
  }
}

function readEntries(answer: Json, knownSids: ReadonlySet<string>): readonly QueueEntry[] {
  const { body, claimed, bySensor } = unwrapList(answer);
  const groups = groupRows(knownSids);
  if (Array.isArray(body)) readRows(body, groups);
  else if (isJsonObject(body)) {
    if (isLeaf(body)) unreadable("there is one entry without a list around it");
    if (Object.keys(body).length > 0) readMap(body, { knownSids, bySensor, add: groups.add });
  } else if (body !== null) unreadable("there is no list");
  const entries = groups.entries();
  if (claimed.some((count) => count > Math.max(entries.length, groups.rows(), pending(entries)))) {
    unreadable("the answer claims more entries than it holds");
  }
  return entries;
}

/** A list of entries: each names its task, and its sensors or none for an aggregate. */
function readRows(rows: readonly Json[], groups: Groups): void {
  for (const row of rows) {
    const leaf = readLeaf(entryOf(row));
    const taskId = leaf.taskId ?? leaf.id ?? unreadable("an entry has no task id");
    groups.add({ taskId, sids: leaf.sids, leaf });
  }
}

const pending = (entries: readonly QueueEntry[]): number =>
  entries.reduce((sum, entry) => sum + entry.sids.length, 0);

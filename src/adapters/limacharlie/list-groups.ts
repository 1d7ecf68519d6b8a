import type { QueueEntry } from "../../core/model/queue.js";
import type { Leaf } from "./list-leaf.js";
import { unreadable } from "./list-problem.js";

/** One pending delivery, or one aggregate of several. */
export interface Row {
  readonly taskId: string;
  /** Lower-case. */
  readonly sids: readonly string[];
  readonly leaf: Leaf;
}

interface Group {
  command: string | undefined;
  context: string | undefined;
  expiresAtMs: number | undefined;
  /** Every selector that a row of it names. */
  readonly selectors: Set<string>;
  readonly sids: Set<string>;
}

/** Collects rows by task id. */
export interface Groups {
  readonly add: (row: Row) => void;
  /** How many rows were added. */
  readonly rows: () => number;
  readonly entries: () => readonly QueueEntry[];
}

/** Starts empty. A task id that is a sensor's, or whose rows differ in command or context, is unreadable. */
export function groupRows(knownSids: ReadonlySet<string>): Groups {
  const groups = new Map<string, Group>();
  let rows = 0;
  const groupOf = (taskId: string): Group => {
    const found = groups.get(taskId);
    if (found !== undefined) return found;
    if (taskId.trim() === "") unreadable("a task id is empty");
    if (knownSids.has(taskId.toLowerCase())) unreadable("a sensor's id stands where a task id should be");
    const group = {
      command: undefined,
      context: undefined,
      expiresAtMs: undefined,
      selectors: new Set<string>(),
      sids: new Set<string>(),
    };
    groups.set(taskId, group);
    return group;
  };
  return {
    add: ({ taskId, sids, leaf }) => {
      rows++;
      const group = groupOf(taskId);
      group.command = merge(group.command, leaf.command);
      group.context = merge(group.context, leaf.context);
      group.expiresAtMs = later(group.expiresAtMs, leaf.expiresAtMs);
      if (leaf.selector !== undefined) group.selectors.add(leaf.selector);
      for (const sid of sids) group.sids.add(sid);
    },
    rows: () => rows,
    entries: () => finish(groups),
  };
}

function merge(known: string | undefined, said: string | undefined): string | undefined {
  if (known !== undefined && said !== undefined && known !== said) {
    unreadable("entries of one task id contradict each other");
  }
  return known ?? said;
}

const later = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

/** An empty context may be left out, but where no entry has one ours cannot be told from others'. */
function finish(groups: ReadonlyMap<string, Group>): readonly QueueEntry[] {
  const found = [...groups];
  if (found.length > 0 && found.every(([, group]) => group.context === undefined)) {
    unreadable("no entry carries a context, so ours cannot be told from others'");
  }
  return found.map(([taskId, { command, context, expiresAtMs, selectors, sids }]) => ({
    taskId,
    context: context ?? "",
    ...(command === undefined ? {} : { command }),
    ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
    ...agreedSelector(selectors),
    sids: [...sids],
  }));
}

/** The selector that all rows agree on: nothing is decided by it, so where they differ nobody knows it. */
function agreedSelector(selectors: ReadonlySet<string>): { readonly selector?: string } {
  const [selector, ...others] = selectors;
  return selector === undefined || others.length > 0 ? {} : { selector };
}

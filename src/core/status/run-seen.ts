import type { QueueEntry } from "../model/queue.js";
import { isTaskable } from "../model/sensor.js";
import type { FleetIndex } from "./fleet-index.js";

/** What shows of one run outside the ledger at one instant. */
export interface RunSeen {
  /** Server time, epoch milliseconds. */
  readonly nowMs: number;
  /** The entries of the queue that are its; undefined when the queue could not be read. */
  readonly entries: readonly QueueEntry[] | undefined;
  readonly fleet: FleetIndex;
  /** Ids of the sensors that its target reaches now; undefined when that cannot be told. Asked only where it matters. */
  readonly reached: () => ReadonlySet<string> | undefined;
}

/** What the queue shows of a run. `somewhere`: it is pending, and the listing does not say where. */
export type Tally =
  | { readonly state: "unreadable" | "absent" | "somewhere" }
  | {
      readonly state: "listed";
      /** Ids of the sensors that wait and can run commands. */
      readonly waiting: ReadonlySet<string>;
      /** Sensors that wait and cannot. */
      readonly notTaskable: number;
    };

/** Counts each sensor once, however many entries a repeated request made. */
export function tallyOf({ entries, fleet }: RunSeen): Tally {
  if (entries === undefined) return { state: "unreadable" };
  if (entries.length === 0) return { state: "absent" };
  if (entries.some(({ sids }) => sids.length === 0)) return { state: "somewhere" };
  const all = new Set(entries.flatMap(({ sids }) => sids));
  const waiting = new Set(
    [...all].filter((sid) => {
      const sensor = fleet.bySid.get(sid);
      return sensor === undefined || isTaskable(sensor);
    }),
  );
  return { state: "listed", waiting, notTaskable: all.size - waiting.size };
}

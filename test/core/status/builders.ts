import fc from "fast-check";
import type { RunRow } from "../../../src/core/model/ledger.js";
import type { QueueEntry } from "../../../src/core/model/queue.js";
import type { SensorRecord } from "../../../src/core/model/sensor.js";
import { indexFleet } from "../../../src/core/status/fleet-index.js";
import type { RunSeen } from "../../../src/core/status/run-seen.js";
import { entryOf, issued, sensor, task } from "../plan/builders.js";

export const startMs = Date.UTC(2026, 2, 2, 9);
export const hourMs = 3_600_000;
const declared = task("version", { ttlSeconds: 86_400 });

/** A run issued at `startMs` that ends a day later: 6 sensors matched, 2 of them online, unless `members` say otherwise. */
export function runOf(members: Partial<RunRow> = {}): RunRow {
  return issued(declared, {
    intentAtMs: startMs,
    issuedAtMs: startMs + 1000,
    expiresAtMs: startMs + 1000 + 24 * hourMs,
    counts: { total: 6, tasked: 2, queued: 4 },
    ...members,
  });
}

/** Six Windows sensors that were enrolled long before and last connected an hour before the run. */
const sids = ["s1", "s2", "s3", "s4", "s5", "s6"];
export const fleetOf = (members: Partial<SensorRecord> = {}): SensorRecord[] =>
  sids.map((sid) =>
    sensor(sid, { enroll: startMs / 1000 - 86_400, alive: startMs / 1000 - 3600, ...members }),
  );

export interface Look {
  /** Hours after the start. */
  readonly atHours: number;
  /** Who waits; `absent`, `unreadable` or `somewhere`. */
  readonly waiting: readonly string[] | "unreadable" | "somewhere";
  readonly online?: readonly string[];
  readonly sensors?: readonly SensorRecord[];
  readonly unlisted?: string;
  readonly reached?: readonly string[];
}

/** What a look at the run shows. */
export function seen(run: RunRow, look: Look): RunSeen {
  const { sensors = fleetOf(), online = [], unlisted, reached = sids } = look;
  return {
    nowMs: startMs + look.atHours * hourMs,
    entries: entriesOf(run, look.waiting),
    fleet: indexFleet({
      sensors,
      online: new Set(online),
      ...(unlisted === undefined ? {} : { unlisted }),
    }),
    reached: () => new Set(reached),
  };
}

function entriesOf(run: RunRow, waiting: Look["waiting"]): readonly QueueEntry[] | undefined {
  if (waiting === "unreadable") return undefined;
  if (waiting === "somewhere") return [entryOf(run, { sids: [] })];
  return waiting.length === 0 ? [] : [entryOf(run, { sids: waiting })];
}

const moment = fc.record({
  hours: fc.double({ min: 0, max: 4, noNaN: true }),
  waiting: fc.oneof(
    { weight: 8, arbitrary: fc.subarray([...sids, "gone", "adapter"]) },
    { weight: 1, arbitrary: fc.constantFrom("unreadable" as const, "somewhere" as const) },
  ),
  online: fc.subarray(sids),
});

/** Looks one after the other, at anything: a queue that shrinks and grows, stale listings, sensors that come and go. */
export const looks: fc.Arbitrary<Look[]> = fc
  .array(moment, { minLength: 1, maxLength: 14 })
  .map((moments) => {
    let atHours = 0;
    const alive = new Map<string, number>();
    return moments.map(({ hours, waiting, online }) => {
      atHours += hours;
      for (const sid of online) alive.set(sid, Math.floor(startMs / 1000 + atHours * 3600));
      const sensors = [
        ...fleetOf().map((each) => ({ ...each, alive: alive.get(each.sid) ?? each.alive ?? 0 })),
        sensor("adapter", { arch: "usp_adapter" }),
      ];
      return { atHours, waiting, online, sensors };
    });
  });

/** Numbers as the service may answer them, consistent or not. */
export const counts = fc.option(fc.record({ total: fc.nat(8), tasked: fc.nat(5), queued: fc.nat(5) }), {
  nil: undefined,
});

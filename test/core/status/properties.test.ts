import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunRow } from "../../../src/core/model/ledger.js";
import { knownDelivered } from "../../../src/core/model/run-observation.js";
import { countsOf } from "../../../src/core/status/counts.js";
import { appended, observationOf } from "../../../src/core/status/observed.js";
import { counts, type Look, looks, runOf, seen } from "./builders.js";

const state = fc.constantFrom("issued" as const, "cancelled" as const, "unresolved" as const);

/** The run after each look, recorded as `status --record` does. */
function* history(run: RunRow, all: readonly Look[]): Generator<{ run: RunRow; look: Look }> {
  let now = run;
  for (const look of all) {
    yield { run: now, look };
    const next = observationOf(now, seen(now, look));
    if (next !== undefined) now = { ...now, observed: appended(now.observed ?? [], next) };
  }
}

const startOf = (given: RunRow["counts"]): RunRow => {
  const { counts: _usual, ...rest } = runOf();
  return given === undefined ? rest : { ...rest, counts: given };
};

describe("whatever is seen of a run", () => {
  it("the parts are never more than what was targeted, and their sum is exactly that", () => {
    fc.assert(
      fc.property(looks, counts, state, (all, given, last) => {
        for (const { run, look } of history(startOf(given), all)) {
          const found = countsOf({ ...run, state: last }, seen(run, look));
          const { targeted, asOfMs: _at, ...parts } = found;
          for (const part of Object.values(parts)) expect(part).toBeGreaterThanOrEqual(0);
          if (targeted === undefined)
            expect(Object.keys(parts).filter((name) => name !== "pending")).toEqual([]);
          else expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(targeted);
        }
      }),
    );
  });

  it("what is recorded as delivered never becomes less, and what is lost stays lost", () => {
    fc.assert(
      fc.property(looks, counts, (all, given) => {
        let [delivered, lost] = [0, 0];
        for (const { run } of history(startOf(given), all)) {
          const now = knownDelivered(run) ?? 0;
          expect(now).toBeGreaterThanOrEqual(delivered);
          delivered = now;
          const gone = run.observed?.at(-1)?.lost ?? 0;
          expect(gone).toBeGreaterThanOrEqual(lost);
          lost = gone;
        }
      }),
    );
  });

  it("nothing that is known becomes a smaller known: it stays, grows, or is not known any more", () => {
    fc.assert(
      fc.property(looks, counts, (all, given) => {
        for (const { run, look } of history(startOf(given), all)) {
          const { delivered, notTaskable } = countsOf(run, seen(run, look));
          if (delivered !== undefined) expect(delivered).toBeGreaterThanOrEqual(knownDelivered(run) ?? 0);
          expect(notTaskable ?? 0).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it("a cancelled run, one that ended, or a queue that cannot be read delivers nothing by being absent", () => {
    fc.assert(
      fc.property(looks, counts, (all, given) => {
        for (const { run, look } of history(startOf(given), all)) {
          const late = { ...look, atHours: 25, waiting: [] };
          const blind = { ...look, waiting: "unreadable" as const };
          const cancelled = { ...run, state: "cancelled" as const };
          for (const found of [
            countsOf(run, seen(run, late)),
            countsOf(run, seen(run, blind)),
            countsOf(cancelled, seen(cancelled, look)),
          ])
            expect(found.delivered ?? 0).toBeLessThanOrEqual(knownDelivered(run) ?? 0);
        }
      }),
    );
  });

  it("the list of looks stays short and in order, begins with the first and ends with the last", () => {
    fc.assert(
      fc.property(looks, counts, (all, given) => {
        let first: number | undefined;
        for (const { run } of history(startOf(given), all)) {
          const { observed = [] } = run;
          first ??= observed[0]?.atMs;
          expect(observed.length).toBeLessThanOrEqual(8);
          expect(observed[0]?.atMs).toBe(first);
          expect(observed.map(({ atMs }) => atMs)).toEqual(
            observed.map(({ atMs }) => atMs).toSorted((a, b) => a - b),
          );
          expect(observed.slice(0, -1).every(({ waiting }) => waiting === undefined)).toBe(true);
        }
      }),
    );
  });
});

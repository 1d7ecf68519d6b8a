import { describe, expect, it } from "vitest";
import type { RunRow } from "../../../src/core/model/ledger.js";
import { earlierParts } from "../../../src/core/status/earlier-parts.js";
import { row } from "../plan/builders.js";
import { fleetOf, runOf, seen, startMs } from "./builders.js";

const wave = (from: number, to: number, members: Partial<RunRow> = {}): RunRow =>
  runOf({ part: { wave: { from, to } }, token: `ctx.r1.0000000${from}`, ...members });

/** At that many hours, when all sensors have been seen, with these waiting for whichever run. */
const at =
  (atHours: number, waiting: readonly string[] = []) =>
  (run: RunRow) =>
    seen(run, { atHours, waiting, sensors: fleetOf({ alive: startMs / 1000 + 1800 }) });

describe("the earlier parts of a run", () => {
  it("are none of a run that is one request, and none of a first part", () => {
    expect(earlierParts(undefined, at(1))).toEqual([]);
    expect(earlierParts(row([runOf()]), at(1))).toEqual([]);
    expect(earlierParts(row([wave(0, 6)]), at(1))).toEqual([]);
  });

  it("are told together: each sensor is in one of them", () => {
    const run = row([wave(0, 6), wave(6, 25), wave(25, 256)]);
    expect(earlierParts(row([wave(0, 6), wave(6, 256)]), at(1, ["s1"]))).toEqual([
      "1 earlier part of this run, for 6 sensors: 5 delivered, 1 waiting",
    ]);
    expect(earlierParts(run, at(1, ["s1", "s2"]))).toEqual([
      "2 earlier parts of this run, for 12 sensors: 8 delivered, 4 waiting",
    ]);
    expect(earlierParts(run, at(30))).toEqual(["2 earlier parts of this run, for 12 sensors: 12 unknown"]);
  });

  it("are not added up where one of them has no number", () => {
    const { counts: _counts, ...uncounted } = wave(0, 6);
    expect(earlierParts(row([uncounted, wave(6, 25), wave(25, 256)]), at(1))).toEqual([
      "2 earlier parts of this run, for nobody knows how many sensors",
    ]);
    expect(earlierParts(row([wave(0, 6), wave(6, 256)]), () => undefined)).toEqual([
      "1 earlier part of this run, for nobody knows how many sensors",
    ]);
  });

  it("are not those of another run or period", () => {
    const of = (index: number): RunRow => runOf({ part: { period: { index, atMs: index } } });
    expect(earlierParts(row([of(0), of(1)]), at(1))).toEqual([]);
    expect(earlierParts(row([wave(0, 256), wave(0, 256, { run: 2 })]), at(1))).toEqual([]);
  });
});

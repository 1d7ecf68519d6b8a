import { describe, expect, it } from "vitest";
import { decodeServed, foldOf } from "../../../src/core/model/served.js";
import {
  countedServed,
  servedIn,
  serving,
  whomItAsks,
  whyNotRemembered,
} from "../../../src/core/plan/served.js";
import { entryOf, issued, ledgerOf, nowMs, row, sensor, task } from "./builders.js";

const declared = task("version", { coverage: "newcomers" });
const run = issued(declared, {
  part: { newcomers: { round: 0 } },
  counts: { total: 2, tasked: 0, queued: 2 },
});
const sids = (...numbers: number[]) => numbers.map((number) => `sid-${number}`);
const fleet = {
  sensors: sids(1, 2, 3, 4, 5, 6, 7, 8, 9).map((sid) => sensor(sid)),
  online: new Set<string>(),
};
const before = (...numbers: number[]) => serving(row([run]), 1, sids(...numbers));
const seen = { run, listed: sids(2, 3), queue: [entryOf(run, { sids: sids(4) })], fleet, nowMs };
const folds = (...numbers: number[]) => new Set(sids(...numbers).map(foldOf));
const countedIn = (...of: Parameters<typeof countedServed>) => {
  const { served } = countedServed(...of);
  expect(served).toMatchObject({ run: 1, atMs: nowMs });
  return decodeServed(served?.sensors ?? "?");
};

describe("who was there at issue", () => {
  it("is whoever matched before or after it, and whoever waits for it", () => {
    expect(countedIn(before(1), { ...seen, decided: sids(1) })).toEqual(folds(1, 2, 3, 4));
    expect(countedIn(before(1, 2), seen)).toEqual(folds(1, 2, 3, 4));
  });

  it("takes the queue's entries by token where the id is another", () => {
    const other = entryOf(run, { taskId: "another", sids: sids(5) });
    const strange = entryOf(run, { taskId: "strange", context: "theirs", sids: sids(6) });
    const queue = [other, strange];
    expect(countedIn(before(1, 2), { ...seen, queue })).toEqual(folds(1, 2, 3, 5));
  });

  it.each<[string, Parameters<typeof countedServed>[1]]>([
    ["reached more than can be named", { ...seen, decided: sids(1), run: { ...run, counts: counts(5) } }],
    [
      "reached more than matched when an earlier apply issued it",
      { ...seen, run: { ...run, counts: counts(2) } },
    ],
    ["reached nobody knows how many", { ...seen, decided: sids(1), run: withoutCounts() }],
  ])("is everybody where the request %s", (_, what) => {
    expect(countedIn(before(1), what)).toEqual(folds(1, 2, 3, 4, 5, 6, 7, 8, 9));
  });

  it("begins anew with another run", () => {
    const after = serving(before(1, 2), 2, sids(3));
    expect(after.served).toMatchObject({ run: 2 });
    expect(servedIn(after, 2)).toEqual(folds(3));
    expect(servedIn(after, 1)).toEqual(new Set());
  });

  it("stays counted when a round adds to it", () => {
    const after = serving(countedServed(before(1, 2), seen), 1, sids(7));
    expect(after.served?.atMs).toBe(nowMs);
    expect(servedIn(after, 1)).toEqual(folds(1, 2, 3, 4, 7));
  });
});

const counts = (total: number) => ({ total, tasked: 0, queued: total });
function withoutCounts() {
  const { counts: _lost, ...rest } = run;
  return rest;
}

describe("whom a part asks", () => {
  const round = (number: number, ...to: number[]) => ({
    run: 1,
    part: { newcomers: { round: number } },
    request: {
      ...run.request,
      target: {
        selector: sids(...to)
          .map((sid) => `sid == \`${sid}\``)
          .join(" or "),
      },
    },
  });

  it("is nobody who is served, whatever was decided", () => {
    expect(whomItAsks(round(1, 3, 4), before(1, 2), fleet)).toEqual(sids(3, 4));
    expect(whomItAsks(round(1, 2, 3), before(1, 2), fleet)).toBe(
      "the ledger has sensor sid-2 as served by run 1",
    );
    expect(whomItAsks(round(1, 2), undefined, fleet)).toEqual(sids(2));
  });

  it("is everybody who matches with its first issue", () => {
    expect(whomItAsks(round(0, 1, 2), before(1, 2), fleet)).toEqual(sids(1, 2));
  });

  it("has to be known", () => {
    const unlisted = { ...fleet, unlisted: "the sensors were not listed" };
    expect(whomItAsks(round(1, 2), undefined, unlisted)).toBe(
      "who it would reach cannot be told: the sensors were not listed",
    );
  });
});

describe("room in the ledger", () => {
  const target = { selector: "*" };
  it("is judged by its limit, before anything is issued", () => {
    const ledger = ledgerOf({});
    expect(whyNotRemembered(target, { fleet, ledger })).toBeUndefined();
    expect(whyNotRemembered(target, { fleet, ledger, limitBytes: 100 })).toContain(
      "with 9 sensors it would have",
    );
  });

  it("is not judged where nobody listed the sensors", () => {
    const unlisted = { ...fleet, unlisted: "the sensors were not listed" };
    expect(
      whyNotRemembered(target, { fleet: unlisted, ledger: ledgerOf({}), limitBytes: 1 }),
    ).toBeUndefined();
  });
});

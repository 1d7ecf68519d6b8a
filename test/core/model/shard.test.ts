import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  inShard,
  mostShards,
  parseShard,
  partsOf,
  shardName,
  weightsOf,
} from "../../../src/core/model/shard.js";

interface Entry {
  readonly alias: string;
  readonly oid: string;
  readonly labels: readonly string[];
  readonly retired: boolean;
}

const uuid = (index: number): string => `00000000-0000-4000-8000-${index.toString(16).padStart(12, "0")}`;

const entries = (indexes: readonly number[]): Entry[] =>
  indexes.map((index) => ({
    alias: `o${index}`,
    oid: uuid(index),
    labels: index % 3 === 0 ? ["third"] : [],
    retired: index % 17 === 0,
  }));

const organizations = fc
  .uniqueArray(fc.integer({ min: 0, max: 100_000 }), { maxLength: 120 })
  .map((indexes) => entries(indexes));
const tasks = fc
  .array(
    fc.record({
      organizations: fc.option(
        fc.array(fc.oneof(fc.constant("label:third"), fc.constant("o1*"), fc.constant("*7")), {
          maxLength: 2,
        }),
        { nil: undefined },
      ),
    }),
    { maxLength: 30 },
  )
  .map((all) => all.map(({ organizations: terms }) => (terms === undefined ? {} : { organizations: terms })));
const of = fc.integer({ min: 1, max: 20 });

const sum = (numbers: readonly number[]): number => numbers.reduce((left, number) => left + number, 0);

describe("shards", () => {
  it("have every organization in exactly one of them, in its order", () => {
    fc.assert(
      fc.property(organizations, tasks, of, (all, declared, count) => {
        const shards = Array.from({ length: count }, (_, part) =>
          inShard({ part: part + 1, of: count }, all, declared),
        );
        expect(shards.flat().toSorted((a, b) => all.indexOf(a) - all.indexOf(b))).toEqual(all);
        for (const shard of shards) expect(shard).toEqual(all.filter((one) => shard.includes(one)));
      }),
    );
  });

  it("do not depend on the order in the files", () => {
    fc.assert(
      fc.property(organizations, tasks, of, (all, declared, count) => {
        const parts = partsOf(all, declared, count);
        const backwards = partsOf(all.toReversed(), declared.toReversed(), count);
        expect(backwards.toReversed()).toEqual(parts);
      }),
    );
  });

  it("are balanced: 1.3 times the average and one task, or the average and the heaviest organization", () => {
    fc.assert(
      fc.property(organizations, tasks, of, (all, declared, count) => {
        const weights = weightsOf(all, declared);
        const parts = partsOf(all, declared, count);
        const average = sum(weights) / count;
        const most = Math.max(1.3 * average + 1, average + Math.max(0, ...weights));
        for (let part = 1; part <= count; part++)
          expect(sum(weights.filter((_, index) => parts[index] === part))).toBeLessThanOrEqual(most);
      }),
    );
  });

  it("keep nearly all organizations when one is added: two of 500 move, and a tenth when the room changes", () => {
    const count = 10;
    let moved = 0;
    const rounds = 60;
    for (let size = 500; size < 500 + rounds; size++) {
      const all = entries(Array.from({ length: size + 1 }, (_, index) => index * 7 + 1));
      const before = partsOf(all.slice(0, -1), [{}, {}], count);
      const after = partsOf(all, [{}, {}], count);
      const now = before.filter((part, index) => part !== after[index]).length;
      expect(now).toBeLessThan(size / 10);
      moved += now;
    }
    expect(moved / rounds).toBeLessThan(2);
  });

  it("are used all, where there are many more organizations than shards", () => {
    const all = entries(Array.from({ length: 400 }, (_, index) => index));
    expect(new Set(partsOf(all, [], 20)).size).toBe(20);
  });

  it("count the tasks that are meant for an organization, and none in a retired one", () => {
    const all = entries([3, 4, 17]);
    expect(weightsOf(all, [{}, { organizations: ["label:third"] }, { organizations: ["o4"] }])).toEqual([
      3, 3, 1,
    ]);
  });

  it("are by the alias where only the environment knows the id", () => {
    const only = { alias: "default", labels: [], retired: false };
    expect(partsOf([only], [], 1)).toEqual([1]);
  });
});

describe("the name of a shard", () => {
  it.each(["1/1", "3/10", `${mostShards}/${mostShards}`])("%s is one", (text) => {
    const shard = parseShard(text);
    expect(shard && shardName(shard)).toBe(text);
  });

  it.each(["", "0/3", "4/3", "1/257", "1", "1/", "-1/3", "1/3 ", "1.0/3", "one/two"])(
    "%j is none",
    (text) => {
      expect(parseShard(text)).toBeUndefined();
    },
  );
});

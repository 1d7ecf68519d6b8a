import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareText } from "../../src/core/model/finding.js";
import { createChance } from "../../src/sandbox/chance.js";
import { Hive } from "../../src/sandbox/hive.js";

type Step =
  | {
      readonly kind: "set" | "setMetadata";
      readonly key: string;
      readonly value: number;
      readonly etag: Etag;
    }
  | { readonly kind: "remove"; readonly key: string }
  | { readonly kind: "wait" };
type Etag = "none" | "empty" | "right" | "wrong";

interface Row {
  readonly data: number;
  readonly comment: string;
  readonly etag: string;
}

const keys = fc.constantFrom("a", "b", "a/b", "__proto__");
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("set" as const, "setMetadata" as const),
    key: keys,
    value: fc.nat(9),
    etag: fc.constantFrom("none" as const, "empty" as const, "right" as const, "wrong" as const),
  }),
  fc.record({ kind: fc.constant("remove" as const), key: keys }),
  fc.constant({ kind: "wait" as const }),
);

/** The hive as a map: what a write does, in as few words as possible. */
function model(
  rows: Map<string, Row>,
  one: Exclude<Step, { kind: "wait" | "remove" }>,
  etag: string,
  fresh: string,
): string {
  const before = rows.get(one.key);
  if (one.kind === "setMetadata" && !before) return "missing";
  const wanted = { none: before?.etag, empty: before?.etag, right: etag, wrong: "wrong" }[one.etag];
  if (wanted !== before?.etag) return "mismatch";
  const isData = one.kind === "set";
  rows.set(one.key, {
    data: isData ? one.value : (before?.data ?? 0),
    comment: String(one.value),
    etag: fresh,
  });
  return "written";
}

const byKey = ([a]: readonly unknown[], [b]: readonly unknown[]) => compareText(String(a), String(b));
const shown = (hive: Hive, atMs: number) =>
  [...hive.list(atMs)].map(([key, { data, usr_mtd }]) => [key, data.value, usr_mtd.comment]).toSorted(byKey);
const shownModel = (rows: ReadonlyMap<string, Row>) =>
  [...rows].map(([key, { data, comment }]) => [key, data, comment]).toSorted(byKey);

describe("a hive", () => {
  it("equals a map after any sequence of writes, now and at every earlier instant", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const hive = new Hive(createChance("hive"));
        const rows = new Map<string, Row>();
        const history: [number, unknown][] = [];
        let nowMs = 0;
        for (const one of steps) {
          if (one.kind === "wait") {
            history.push([nowMs, shownModel(rows)]);
            nowMs += 1;
            continue;
          }
          if (one.kind === "remove") {
            expect(hive.remove(one.key, nowMs)).toBe(rows.delete(one.key));
            continue;
          }
          const etag = hive.get(one.key, nowMs)?.sys_mtd.etag ?? "none yet";
          const sent = { none: undefined, empty: "", right: etag, wrong: "wrong" }[one.etag];
          const metadata = { enabled: true, expiry: 0, tags: [], comment: String(one.value) };
          const write = { key: one.key, metadata, etag: sent, emptyEtagMeans: "nothing" as const };
          const author = { ident: "me", atMs: nowMs };
          const result =
            one.kind === "set"
              ? hive.set({ ...write, data: { value: one.value } }, author)
              : hive.setMetadata(write, author);
          const expected = model(rows, one, etag, "written" in result ? result.written.sys_mtd.etag : "");
          expect("written" in result ? "written" : result.refused).toBe(expected);
        }
        expect(shown(hive, nowMs)).toEqual(shownModel(rows));
        expect(hive.size).toBe(rows.size);
        for (const [atMs, then] of history) expect(shown(hive, atMs)).toEqual(then);
      }),
      { numRuns: 300 },
    );
  });

  it("gives every write another etag", () => {
    const hive = new Hive(createChance("hive"));
    const write = { key: "a", data: {}, emptyEtagMeans: "nothing" as const };
    const etags = Array.from({ length: 50 }, () => {
      const result = hive.set(write, { ident: "me", atMs: 0 });
      return "written" in result ? result.written.sys_mtd.etag : "";
    });
    expect(new Set(etags).size).toBe(50);
  });
});

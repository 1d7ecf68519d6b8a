import { describe, expect, it } from "vitest";
import { encodeLedger } from "../../src/core/model/ledger-document.js";
import { type Ledger, type LedgerStamp, nextLedger, replacing } from "../../src/core/model/ledger.js";
import type { LedgerStore } from "../../src/ports/ledger.js";

/** Whose ledgers the contract stores; `makeStore` has to open its store for these. */
export const contractOwner = { project: "acme-soc", oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd" } as const;

/** A store over a place that is empty at first, and the means to put anything else there. */
export interface ContractStore {
  readonly store: LedgerStore;
  /** A second store over the same place, as another process would open it. */
  readonly other: LedgerStore;
  /** Puts a document's text where the store keeps its own. */
  readonly plant: (text: string) => Promise<void>;
  readonly owner: { readonly project: string; readonly oid: string };
}

/** A ledger with a run and a rule in it, of this owner. */
export function sampleLedger(
  owner: { readonly project: string; readonly oid: string } = contractOwner,
  ledgerId = "ledger-1",
): Ledger {
  const target = { selector: "plat == `windows`" };
  return {
    version: 1,
    project: owner.project,
    oid: owner.oid,
    ledgerId,
    serial: 1,
    previous: "",
    createdAtMs: 1_790_000_000_000,
    createdWith: "run-existing",
    tasks: {
      "os-version": {
        highest: 2,
        onRemove: "cancel",
        runs: [
          {
            run: 2,
            token: "acme.r2.0a1b2c3d",
            state: "issued",
            how: "requested",
            digestVersion: 1,
            inputs: { command: "os_version", target, context: "acme" },
            exactContext: false,
            request: { command: "os_version", target, context: "acme.r2.0a1b2c3d", ttlSeconds: 3600 },
            taskIds: ["t-1"],
            intentAtMs: 1_790_000_000_001,
            issuedAtMs: 1_790_000_000_002,
            expiresAtMs: 1_790_003_600_002,
            counts: { total: 3, tasked: 1, queued: 2 },
            commit: "0123456789abcdef",
            author: "Zoë \u{1f980} <zoe@example.org>",
          },
        ],
      },
      __proto__named: {
        highest: 1,
        onRemove: "keep",
        runs: [],
        baseline: { run: 1, inputs: { command: "x", target } },
      },
    },
    rules: {
      "lctasks.acme-soc.os-version": {
        task: "os-version",
        applied: { hash: "h", content: { a: [1, null] } },
      },
    },
  };
}

const lease = (id: string) => ({ lease: { id, owner: id, takenAtMs: 1, expiresAtMs: 2 } });

async function createdIn(makeStore: () => Promise<ContractStore>) {
  const place = await makeStore();
  const ledger = sampleLedger(place.owner);
  const written = await place.store.create(ledger);
  if (!written.written) throw new Error(written.conflict);
  return { ...place, ledger, version: written.version };
}

/** What every backend of the ledger must do. Someone who builds on one may build on all. */
export function ledgerContract(name: string, makeStore: () => Promise<ContractStore>): void {
  describe(`the ledger in ${name}`, () => {
    it("is absent at first, which is not empty", async () => {
      const { store } = await makeStore();
      expect(await store.read()).toEqual({ state: "absent" });
    });

    it("is read as it was created, by any process", async () => {
      const { store, other, ledger, version } = await createdIn(makeStore);
      expect(await store.read()).toEqual({ state: "present", ledger, version });
      expect(await other.read()).toEqual({ state: "present", ledger, version });
    });

    it("is not created over another", async () => {
      const { other, ledger, owner } = await createdIn(makeStore);
      const second = await other.create(sampleLedger(owner, "ledger-2"));
      expect(second).toEqual({ written: false, conflict: expect.stringMatching(/./) });
      expect(await other.read()).toMatchObject({ state: "present", ledger: { ledgerId: ledger.ledgerId } });
    });

    it("is not created over what cannot be read", async () => {
      const { store, plant, owner } = await makeStore();
      await plant("{ half a document");
      expect(await store.create(sampleLedger(owner))).toMatchObject({ written: false });
      expect(await store.read()).toMatchObject({ state: "unreadable" });
    });

    it("is replaced by whoever has read the present state, again and again", async () => {
      const { store, other, ledger, version } = await createdIn(makeStore);
      const first = nextLedger(ledger, lease("a"));
      const written = await store.write(first, version);
      expect(written).toMatchObject({ written: true });
      expect(written.written && written.version).not.toBe(version);
      const reading = await other.read();
      if (reading.state !== "present") throw new Error(reading.state);
      expect(reading).toEqual({
        state: "present",
        ledger: first,
        version: written.written && written.version,
      });
      const second = nextLedger(reading.ledger, lease("b"));
      expect(await other.write(second, reading.version)).toMatchObject({ written: true });
      expect(await store.read()).toMatchObject({ ledger: second });
    });

    it("is not replaced by whoever has read an older state", async () => {
      const { store, other, ledger, version } = await createdIn(makeStore);
      const winner = nextLedger(ledger, lease("winner"));
      await store.write(winner, version);
      const late = await other.write(nextLedger(ledger, lease("late")), version);
      expect(late).toEqual({ written: false, conflict: expect.stringMatching(/./) });
      expect(await other.read()).toMatchObject({ ledger: winner });
    });

    it("is not replaced by whoever names a state that never was", async () => {
      const { store, ledger } = await createdIn(makeStore);
      const write = await store.write(nextLedger(ledger, lease("x")), "no such state" as LedgerStamp);
      expect(write).toMatchObject({ written: false });
      expect(await store.read()).toMatchObject({ ledger });
    });

    it("is not written where there is none", async () => {
      const { store, owner } = await makeStore();
      const write = await store.write(sampleLedger(owner), "some state" as LedgerStamp);
      expect(write).toMatchObject({ written: false });
      expect(await store.read()).toEqual({ state: "absent" });
    });

    it("is won by exactly one of several writers at the same time", async () => {
      const { store, other, ledger, version } = await createdIn(makeStore);
      const names = ["a", "b", "c", "d", "e", "f"];
      const writes = await Promise.all(
        names.map((id, index) =>
          (index % 2 === 0 ? store : other).write(nextLedger(ledger, lease(id)), version),
        ),
      );
      const winners = names.filter((_, index) => writes[index]?.written);
      expect(winners).toHaveLength(1);
      expect(await store.read()).toMatchObject({ ledger: { serial: 2, lease: { id: winners[0] } } });
    });

    it("is won by exactly one of several writers of equal documents", async () => {
      const { store, other, ledger, version } = await createdIn(makeStore);
      const same = nextLedger(ledger, lease("same"));
      const writes = await Promise.all([store, other, store].map((each) => each.write(same, version)));
      expect(writes.filter(({ written }) => written)).toHaveLength(1);
    });

    it.each([
      ["no document", () => "{ half a document"],
      ["a newer version", (ledger: Ledger) => JSON.stringify({ ...ledger, version: 99 })],
      ["another project's", (ledger: Ledger) => JSON.stringify({ ...ledger, project: "other" })],
      ["another organization's", (ledger: Ledger) => JSON.stringify({ ...ledger, oid: "other" })],
    ])("is unreadable, never absent, when there is %s", async (_, text) => {
      const { store, plant, owner } = await makeStore();
      await plant(text(sampleLedger(owner)));
      expect(await store.read()).toMatchObject({ state: "unreadable", reason: expect.stringMatching(/./) });
    });

    it("gives what is unreadable as it is stored, and lets exactly that be replaced by a restored document", async () => {
      const { store, other, plant, owner } = await makeStore();
      await plant("{ half a document");
      const found = await store.read();
      if (found.state !== "unreadable" || found.version === undefined) throw new Error("it has no stamp");
      expect(found.stored).toBe("{ half a document");
      const restored = replacing(found.stored ?? "", { ...sampleLedger(owner), serial: 900 });
      expect(await store.write(restored, found.version)).toMatchObject({ written: true });
      expect(await other.read()).toMatchObject({ state: "present", ledger: { serial: 900 } });
      expect(await other.write(restored, found.version)).toMatchObject({ written: false });
    });

    it("whose last document says that it moved is unreadable, and says where to", async () => {
      const { store, ledger, version } = await createdIn(makeStore);
      const last = nextLedger(ledger, { movedTo: "git" });
      expect(await store.write(last, version)).toMatchObject({ written: true });
      expect(await store.read()).toMatchObject({
        state: "unreadable",
        reason: expect.stringContaining("the ledger moved to git"),
        movedTo: "git",
        stored: encodeLedger(last),
      });
    });
  });
}

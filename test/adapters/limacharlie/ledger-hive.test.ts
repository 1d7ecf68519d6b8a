import { describe, expect, it } from "vitest";
import { hiveLedger } from "../../../src/adapters/limacharlie/ledger-hive.js";
import { ledgerData } from "../../../src/adapters/limacharlie/ledger-record.js";
import { openHive } from "../../../src/adapters/limacharlie/hive.js";
import { type LedgerStamp, nextLedger } from "../../../src/core/model/ledger.js";
import { encodeLedger } from "../../../src/core/model/ledger-document.js";
import type { LedgerStore } from "../../../src/ports/ledger.js";
import type { Sandbox, VariantValues } from "../../../src/sandbox/start.js";
import { contractOwner, ledgerContract, sampleLedger } from "../../contracts/ledger.js";
import { connectToSandbox, withSandbox } from "./sandbox.js";
import { connectTo, json, rejection, withServer } from "./server.js";

const { project } = contractOwner;
const key = `lctasks-${project}`;
const userMetadata = { enabled: true, expiry: 0, tags: [], comment: "" };

async function start(variants: Partial<VariantValues> = {}) {
  const sandbox = await withSandbox();
  sandbox.variants.set(variants);
  const connection = connectToSandbox(sandbox);
  const hive = openHive(connection, "lookup");
  const sleep = async (ms: number) => sandbox.advance(ms / 1000);
  const open = (): LedgerStore => hiveLedger(connectToSandbox(sandbox), { project, sleep });
  const owner = { project, oid: sandbox.oid };
  const plant = (text: string) =>
    hive.set({
      key,
      data: { lookup_data: { "lctasks:ledger": { document: text } } },
      userMetadata,
      etag: "",
    });
  return { sandbox, hive, store: open(), other: open(), owner, plant };
}

describe.each<Partial<VariantValues>>([
  {},
  { empty_etag: "must_be_new", etag_mismatch_status: 400, record_not_found_status: 400 },
  { read_delay_s: 2 },
])("with %j", (variants) => {
  ledgerContract("a lookup", async () => {
    const place = await start();
    const waits = {
      ...place,
      plant: async (text: string) => {
        await place.plant(text);
        place.sandbox.advance(5);
      },
    };
    place.sandbox.variants.set(variants);
    return waits;
  });
});

describe("the record of the ledger", () => {
  it("is a lookup with one row for the document and one per token, tagged and enabled", async () => {
    const { hive, store, owner } = await start();
    const ledger = sampleLedger(owner);
    await store.create(ledger);
    const reading = await hive.get(key);
    expect(reading).toMatchObject({
      readable: true,
      record: {
        userMetadata: { enabled: true, expiry: 0, tags: [`lctasks:${project}`] },
        data: {
          lookup_data: {
            "lctasks:ledger": { document: encodeLedger(ledger) },
            "acme.r2.0a1b2c3d": { project, task: "os-version", run: 2, commit: "0123456789abcdef" },
          },
        },
      },
    });
  });

  it("leaves out what a run does not know, and survives odd names", () => {
    const ledger = sampleLedger();
    const run = ledger.tasks["os-version"]?.runs[0];
    if (run === undefined) throw new Error("the sample has a run");
    const { commit: _, ...bare } = run;
    const runs = [
      { ...bare, token: "__proto__" },
      { ...run, token: "lctasks:ledger" },
    ];
    const data = ledgerData(
      { ...ledger, tasks: { constructor: { highest: 2, onRemove: "keep" as const, runs } } },
      "m",
    );
    const rows = JSON.parse(JSON.stringify(data)).lookup_data as Record<string, unknown>;
    expect(Object.getOwnPropertyDescriptor(rows, "__proto__")?.value).toEqual({
      project,
      task: "constructor",
      run: 2,
    });
    expect(rows["lctasks:ledger"]).toHaveProperty("document");
  });

  it("may carry members that the service adds", async () => {
    const { hive, store, owner } = await start();
    const data = { ...ledgerData(sampleLedger(owner), "m"), optimized_lookup_data: { _LC_INDICATORS: {} } };
    await hive.set({ key, data, userMetadata, etag: "" });
    expect(await store.read()).toMatchObject({ state: "present", ledger: sampleLedger(owner) });
  });

  it.each([
    ["no lookup", { newline_content: "a" }, "its record holds no ledger document"],
    ["a lookup without a ledger", { lookup_data: { a: {} } }, "its record holds no ledger document"],
    [
      "a ledger that is no text",
      { lookup_data: { "lctasks:ledger": { document: {} } } },
      "its record holds no ledger document",
    ],
    ["restricted content", { acl_restricted: true }, "its content is restricted or locked"],
  ])("is unreadable with %s", async (_, data, reason) => {
    const server = await withServer((__, response) =>
      json(response, { data, usr_mtd: {}, sys_mtd: { etag: "e" } }),
    );
    const store = hiveLedger(connectTo(server.url), { project, sleep: async () => {} });
    expect(await store.read()).toMatchObject({ state: "unreadable", reason });
  });

  it("is unreadable without an etag, for nothing could be compared", async () => {
    const data = ledgerData(sampleLedger(), "m");
    const server = await withServer((_, response) => json(response, { data }));
    const store = hiveLedger(connectTo(server.url), { project, sleep: async () => {} });
    expect(await store.read()).toMatchObject({ state: "unreadable", reason: "its record carries no etag" });
  });
});

async function withLedger(variants: Partial<VariantValues> = {}) {
  const place = await start();
  const ledger = sampleLedger(place.owner);
  const written = await place.store.create(ledger);
  if (!written.written) throw new Error(written.conflict);
  place.sandbox.variants.set(variants);
  return { ...place, ledger, version: written.version, next: nextLedger(ledger, { tasks: {} }) };
}
const posts = (sandbox: Sandbox) =>
  sandbox.requests().filter(({ method, path }) => method === "POST" && path.includes("/hive/"));
const set = { method: "POST", path: "/v1/hive/lookup" } as const;

describe("a write whose answer was lost", () => {
  it.each([
    { cut: "headers" },
    { cut: "body" },
    { status: 500, body: "?" },
    { status: 200, body: "" },
  ] as const)("and that landed is written, once: %j", async (effect) => {
    const { sandbox, store, version, next } = await withLedger();
    const before = posts(sandbox).length;
    sandbox.faults.add({ match: { ...set, times: 1 }, do: { when: "after", ...effect } });
    expect(await store.write(next, version)).toMatchObject({ written: true });
    expect(posts(sandbox)).toHaveLength(before + 1);
  });

  it("and that did not land is sent once more with the same stamp", async () => {
    const { sandbox, store, version, next } = await withLedger();
    const before = posts(sandbox).length;
    sandbox.faults.add({ match: { ...set, times: 1 }, do: { cut: "headers" } });
    expect(await store.write(next, version)).toMatchObject({ written: true });
    expect(posts(sandbox)).toHaveLength(before + 2);
    expect(await store.read()).toMatchObject({ ledger: next });
  });

  it("and that landed unseen behind a stale view is written: the repetition is refused and the mark is ours", async () => {
    const { sandbox, store, version, next } = await withLedger({ read_delay_s: 2 });
    sandbox.advance(5);
    sandbox.faults.add({ match: { ...set, times: 1 }, do: { when: "after", cut: "headers" } });
    expect(await store.write(next, version)).toMatchObject({ written: true });
    sandbox.advance(5);
    expect(await store.read()).toMatchObject({ ledger: next });
  });

  it("and that somebody else overtook is a conflict", async () => {
    const { sandbox, store, other, version, ledger, next } = await withLedger();
    const theirs = nextLedger(ledger, { rules: {} });
    await other.write(theirs, version);
    sandbox.faults.add({ match: { ...set, times: 1 }, do: { cut: "headers" } });
    expect(await store.write(next, version)).toMatchObject({ written: false });
    expect(await store.read()).toMatchObject({ ledger: theirs });
  });

  it("twice is an error: nobody knows what is stored", async () => {
    const { sandbox, store, version, next } = await withLedger();
    sandbox.faults.add({ match: set, do: { cut: "headers" } });
    expect(await rejection(store.write(next, version))).toMatchObject({
      kind: "unreachable",
      message: "Cannot write the ledger: two answers were lost, and it is not known what is stored",
    });
  });

  it("while the ledger vanished is a conflict, not a new ledger", async () => {
    const { sandbox, store, hive, version, next } = await withLedger();
    await hive.remove(key);
    sandbox.faults.add({ match: { ...set, times: 1 }, do: { cut: "headers" } });
    expect(await store.write(next, version)).toMatchObject({ written: false });
    expect(await store.read()).toEqual({ state: "absent" });
  });
});

describe("a write that was answered", () => {
  it("is an error when it never shows", async () => {
    const { sandbox, store, version, next } = await withLedger();
    sandbox.advance(1000);
    sandbox.variants.set({ read_delay_s: 600 });
    expect(await rejection(store.write(next, version))).toMatchObject({ kind: "unreadable" });
  });

  it("is a conflict when the service says so and shows nothing newer", async () => {
    const { sandbox, store, other, version, ledger, next } = await withLedger();
    sandbox.advance(1000);
    await other.write(nextLedger(ledger, { rules: {} }), version);
    sandbox.variants.set({ read_delay_s: 600 });
    expect(await store.write(next, version)).toMatchObject({ written: false });
  });

  it("is an error when the service refuses it", async () => {
    const { sandbox, store, version, next } = await withLedger();
    sandbox.faults.add({ match: set, do: { status: 403, body: { error: "requires lookup.set" } } });
    expect(await rejection(store.write(next, version))).toMatchObject({
      kind: "permission",
      permission: "lookup.set",
    });
  });
});

describe("creating", () => {
  it("proves that a wrong etag is refused, and else trusts nothing", async () => {
    let stored: unknown;
    let etag = 0;
    const server = await withServer((request, response) => {
      if (request.method === "POST") {
        stored = {
          data: JSON.parse(request.form.get("data") ?? ""),
          usr_mtd: {},
          sys_mtd: { etag: `e${++etag}` },
        };
        return json(response, {});
      }
      if (!request.url.endsWith("/data")) return json(response, {});
      return stored === undefined
        ? json(response, { error: "RECORD_NOT_FOUND" }, 404)
        : json(response, stored);
    });
    const store = hiveLedger(connectTo(server.url), { project, sleep: async () => {} });
    expect(await rejection(store.create(sampleLedger()))).toMatchObject({
      message: expect.stringContaining("a write with a wrong etag was accepted"),
    });
    const ledgers = server.requests.filter(
      ({ method, url }) => method === "POST" && url.includes(`/${key}/`),
    );
    expect(ledgers).toEqual([]);
  });

  it("fails when the proof cannot be had", async () => {
    const { sandbox, store, owner } = await start();
    sandbox.faults.add({ match: { ...set, skip: 1 }, do: { status: 500, body: {} } });
    expect(await rejection(store.create(sampleLedger(owner)))).toMatchObject({ kind: "server" });
    expect(await store.read()).toEqual({ state: "absent" });
  });

  it("loses to whoever created one in between", async () => {
    const { sandbox, store, other, owner } = await start({ empty_etag: "must_be_new" });
    const results = await Promise.all([
      store.create(sampleLedger(owner, "a")),
      other.create(sampleLedger(owner, "b")),
    ]);
    expect(results.filter(({ written }) => written)).toHaveLength(1);
    expect(sandbox.requests().length).toBeGreaterThan(0);
  });

  it.each([...Array(12).keys()])(
    "at the same instant makes one ledger, where an empty etag protects nothing (%i requests apart)",
    async (apart) => {
      const { sandbox, hive, store, other, owner } = await start({ empty_etag: "ignored", read_delay_s: 1 });
      const first = store.create(sampleLedger(owner, "a"));
      while (sandbox.requests().length < apart) await hive.list();
      const results = await Promise.all([first, other.create(sampleLedger(owner, "b"))]);
      expect(results.filter(({ written }) => written)).toHaveLength(1);
      sandbox.advance(10);
      expect([...(await hive.list()).keys()]).toEqual([key]);
    },
  );

  it("waits for nobody whose claim is old, and gives way to one of this moment", async () => {
    const { sandbox, hive, store, owner } = await start();
    const claimed = (atMs: number) =>
      hive.set({
        key: `${key}.claim.00000000-left-behind`,
        data: { lookup_data: { "lctasks:claim": { atMs } } },
        userMetadata,
        etag: "",
      });
    await claimed(sandbox.nowMs());
    const given = await store.create(sampleLedger(owner));
    expect(given).toEqual({ written: false, conflict: expect.stringContaining("at this moment") });
    expect(await store.read()).toEqual({ state: "absent" });
    sandbox.advance(11 * 60);
    expect(await store.create(sampleLedger(owner))).toMatchObject({ written: true });
  });

  it("stays done when the claim may not be deleted", async () => {
    const { sandbox, store, owner } = await start();
    sandbox.faults.add({ match: { method: "DELETE" }, do: { status: 403, body: { error: "UNAUTHORIZED" } } });
    expect(await store.create(sampleLedger(owner))).toMatchObject({ written: true });
  });

  it("never lets two creators both go on: the loser's first write conflicts", async () => {
    const { store, other, owner } = await start({ empty_etag: "ignored" });
    const ledgers = [sampleLedger(owner, "a"), sampleLedger(owner, "b")] as const;
    const [first, second] = await Promise.all([store.create(ledgers[0]), other.create(ledgers[1])]);
    const goOn = async (ledger: (typeof ledgers)[number], stamp: LedgerStamp | false) =>
      stamp !== false && (await store.write(nextLedger(ledger, {}), stamp)).written;
    const went = [
      await goOn(ledgers[0], first.written && first.version),
      await goOn(ledgers[1], second.written && second.version),
    ];
    expect(went.filter(Boolean).length).toBeLessThanOrEqual(1);
  });
});

import { randomUUID } from "node:crypto";
import type { Ledger, LedgerReading } from "../../core/model/ledger.js";
import type { LedgerStore, LedgerWrite } from "../../ports/ledger.js";
import type { Connection } from "./connection.js";
import { LimaCharlieError, leavesOpen } from "./errors.js";
import { type Hive, openHive } from "./hive.js";
import { withClaim } from "./ledger-claim.js";
import { type LedgerRecord, ledgerData, readLedgerRecord } from "./ledger-record.js";

/** What the ledger needs beside the connection. */
export interface HiveLedgerOptions {
  readonly project: string;
  readonly sleep: (ms: number) => Promise<void>;
  /** How long a write may take to show, in milliseconds; clients were seen to wait 2 s (reference: API, 6.5). */
  readonly settleMs?: number;
}

/**
 * The ledger as a record of hive `lookup` in the organization itself, its etag as the stamp (reference: API, 6.5, 6.10).
 * The hive may show an older state for a while, so a write counts as done only when it was read back, by the mark that every write carries.
 */
export function hiveLedger(
  connection: Connection,
  { project, sleep, settleMs = 2000 }: HiveLedgerOptions,
): LedgerStore {
  const key = `lctasks-${project}`;
  const hive = openHive(connection, "lookup");
  const { oid, serverNowMs: nowMs } = connection;
  const store: Store = { hive, key, project, oid, sleep, settleMs, nowMs };
  return {
    read: () => read(store),
    create: (ledger) => create(store, ledger),
    write: (ledger, expected) => put(store, ledger, expected),
  };
}

interface Store extends Required<HiveLedgerOptions> {
  readonly hive: Hive;
  readonly key: string;
  readonly oid: string;
  readonly nowMs: () => number;
}

async function read(store: Store): Promise<LedgerReading> {
  const record = await readRecord(store);
  if (record === undefined) return { state: "absent" };
  const { content, stamp, stored } = record;
  if (!content.readable) {
    const { readable: _not, ...why } = content;
    return {
      state: "unreadable",
      ...why,
      ...(stored === undefined ? {} : { stored }),
      ...(stamp === undefined ? {} : { version: stamp }),
    };
  }
  if (stamp === undefined) return { state: "unreadable", reason: "its record carries no etag" };
  return { state: "present", ledger: content.ledger, version: stamp };
}

async function readRecord(store: Store): Promise<LedgerRecord | undefined> {
  const reading = await store.hive.get(store.key);
  return reading && readLedgerRecord(reading, store);
}

/**
 * A new record cannot be protected by an etag for certain (reference: API, 6.5), so: it must be absent, nobody else may be creating it, and
 * the hive has to refuse a write with a wrong etag, tried on a record that is nobody's ledger: else etags protect nothing here, and no
 * ledger is left that anybody could build on.
 */
async function create(store: Store, ledger: Ledger): Promise<LedgerWrite> {
  const { hive, key } = store;
  const known = (await hive.get(key)) !== undefined || (await hive.list()).has(key);
  if (known) return conflict("there is a ledger already");
  return withClaim({ ...store, tag: tagOf(store) }, async (claim) => {
    if (!(await isRefused(claim.write(`lctasks-probe-${randomUUID()}`)))) throw unprotected();
    const why = await claim.contest();
    return why === undefined ? put(store, ledger, "") : conflict(why);
  });
}

const unprotected = (): LimaCharlieError =>
  new LimaCharlieError(
    "Cannot keep the ledger in hive lookup: a write with a wrong etag was accepted, so writers cannot be told apart. Use another ledger backend",
    { kind: "server" },
  );

async function isRefused(writing: Promise<void>): Promise<boolean> {
  try {
    await writing;
    return false;
  } catch (error) {
    if (isMismatch(error)) return true;
    throw error;
  }
}

interface Sending {
  readonly ledger: Ledger;
  /** Told apart from every other write, even of an equal ledger. */
  readonly mark: string;
  /** Etag of the record that is replaced; empty for a new one. */
  readonly expected: string;
}

/**
 * One compare-and-swap. An answer that leaves it open is settled by reading: our mark there means written; the expected stamp
 * still there means one repetition with the same stamp, which can land only once; anything else is a conflict.
 */
async function put(store: Store, ledger: Ledger, expected: string): Promise<LedgerWrite> {
  const sending = { ledger, mark: randomUUID(), expected };
  const first = await attempt(store, sending);
  if (first !== "open") return await confirm(store, sending, first);
  const found = await readRecord(store);
  if (found !== undefined && found.stamp !== expected) return await confirm(store, sending, "mismatch");
  const second = await attempt(store, sending);
  if (second !== "open") return await confirm(store, sending, second);
  throw new LimaCharlieError(
    "Cannot write the ledger: two answers were lost, and it is not known what is stored",
    {
      kind: "unreachable",
    },
  );
}

const send = (store: Store, { ledger, mark, expected }: Sending): Promise<void> =>
  store.hive.set({
    key: store.key,
    data: ledgerData(ledger, mark),
    userMetadata: { enabled: true, expiry: 0, tags: [tagOf(store)], comment: ledgerComment },
    etag: expected,
  });

const tagOf = ({ project }: Store): string => `lctasks:${project}`;

const ledgerComment = "Kept by lctasks: what was issued and what must not run twice. Do not edit or delete.";

async function attempt(store: Store, sending: Sending): Promise<"accepted" | "mismatch" | "open"> {
  try {
    await send(store, sending);
    return "accepted";
  } catch (error) {
    if (isMismatch(error)) return "mismatch";
    if (leavesOpen(error)) return "open";
    throw error;
  }
}

const isMismatch = (error: unknown): boolean =>
  error instanceof LimaCharlieError && error.kind === "etag-mismatch";

/** Milliseconds between looks; clients were seen to wait 2 s for a write to show (reference: API, 6.5). */
const looksAfterMs = [0, 250, 500, 1000, 2000, 4000, 4000];

/** Reads until something other than the replaced state shows; only our mark is a success. */
async function confirm(
  store: Store,
  { mark, expected }: Sending,
  answer: "accepted" | "mismatch",
): Promise<LedgerWrite> {
  for (const waitMs of looksAfterMs) {
    if (waitMs > 0) await store.sleep(waitMs);
    const found = await readRecord(store);
    if (found?.mark === mark && found.stamp !== undefined) return { written: true, version: found.stamp };
    if (found !== undefined && found.stamp !== expected) return conflict("somebody else wrote in between");
  }
  if (answer === "mismatch") return conflict("the service says that somebody else wrote in between");
  throw new LimaCharlieError(
    "Cannot read back the ledger: the service took it and still shows the state before",
    {
      kind: "unreadable",
    },
  );
}

const conflict = (why: string): LedgerWrite => ({ written: false, conflict: why });

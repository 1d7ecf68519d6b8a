import { randomUUID } from "node:crypto";
import { isJsonObject } from "../../core/model/json.js";
import type { Hive } from "./hive.js";
import type { RecordReading } from "./hive-record.js";

/** What somebody who wants to create a ledger needs. */
export interface Contender {
  readonly hive: Hive;
  /** Key of the ledger's record. */
  readonly key: string;
  /** Tag of the project, on every record of ours. */
  readonly tag: string;
  readonly sleep: (ms: number) => Promise<void>;
  /** How long a write may take to show, in milliseconds. */
  readonly settleMs: number;
  /** Server time, epoch milliseconds. */
  readonly nowMs: () => number;
}

/** Our claim to create a ledger: a record that nobody else writes. */
export interface Claim {
  /** Why we may not create it; undefined when nobody else does. */
  readonly contest: () => Promise<string | undefined>;
  /** Writes it again over this etag. */
  readonly write: (etag: string) => Promise<void>;
}

/** A claim counts for this long: whoever left one behind died long before. */
const claimMs = 10 * 60_000;
/** Milliseconds between the looks that follow the first. */
const looksAfterMs = [1000, 1000, 2000, 2000, 4000, 4000];

/**
 * Two people may create a ledger at the same instant, and a new record has no etag that would tell them apart for certain (reference: API,
 * 6.5). So each first writes a claim under a key of its own and looks at all of them afterwards: of two, at least the later one sees the
 * other. Whoever sees a smaller key gives way; whoever sees only larger ones waits until they are gone, and looks whether they left a
 * ledger. A claim goes after the ledger can be read.
 */
export async function withClaim<T>(contender: Contender, act: (claim: Claim) => Promise<T>): Promise<T> {
  const { hive, key, tag, nowMs } = contender;
  const own = `${key}.claim.${randomUUID()}`;
  const write = (etag: string): Promise<void> =>
    hive.set({
      key: own,
      data: { lookup_data: { "lctasks:claim": { atMs: nowMs() } } },
      userMetadata: { enabled: true, expiry: 0, tags: [tag], comment: "lctasks creates a ledger just now." },
      etag,
    });
  await write("");
  try {
    return await act({ write, contest: () => contest(contender, own) });
  } finally {
    // A key that may not delete lookups leaves its claim: what was done stays done, and after its time the claim counts for nothing.
    await hive.remove(own).catch(() => false);
  }
}

async function contest(contender: Contender, own: string): Promise<string | undefined> {
  const { hive, key, sleep, settleMs } = contender;
  for (const waitMs of [settleMs, ...looksAfterMs]) {
    await sleep(waitMs);
    const records = await hive.list();
    if (records.has(key)) return "there is a ledger already";
    const claims = claimsIn(records, contender);
    const others = claims.filter((claim) => claim !== own);
    if (others.some((claim) => claim < own)) return "somebody else creates a ledger at this moment";
    if (claims.includes(own) && others.length === 0) return undefined;
  }
  return "somebody else creates a ledger at this moment, or a claim of theirs was left behind; try again in ten minutes";
}

function claimsIn(records: ReadonlyMap<string, RecordReading>, { key, nowMs }: Contender): string[] {
  return [...records].flatMap(([name, reading]) =>
    name.startsWith(`${key}.claim.`) && nowMs() - madeAtMs(reading) < claimMs ? [name] : [],
  );
}

/** A claim that cannot be read counts as one of this moment. */
function madeAtMs(reading: RecordReading): number {
  const rows = reading.readable ? reading.record.data["lookup_data"] : undefined;
  const row = isJsonObject(rows) ? rows["lctasks:claim"] : undefined;
  const atMs = isJsonObject(row) ? row["atMs"] : undefined;
  return typeof atMs === "number" ? atMs : Number.POSITIVE_INFINITY;
}

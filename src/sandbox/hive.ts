import type { JsonObject } from "../core/model/json.js";
import type { Chance } from "./chance.js";
import { defaultMetadata, type StoredRecord, type UserMetadata } from "./hive-records.js";

/** Who writes, when. */
export interface Author {
  readonly ident: string;
  readonly atMs: number;
}

/** A write of a whole record. */
export interface RecordWrite {
  readonly key: string;
  readonly data: JsonObject;
  /** Left out: the defaults, so a live record is disabled and loses its tags (reference: API, 6.4). */
  readonly metadata?: UserMetadata | undefined;
  /** The etag that the record must have; undefined is no condition. */
  readonly etag?: string | undefined;
  /** What an empty etag asks for. */
  readonly emptyEtagMeans: "nothing" | "must be new";
}

/** A record that gets another key. */
export interface RecordRename {
  readonly from: string;
  readonly to: string;
}

/** `missing`, `mismatch` and `taken` wrote nothing. */
export type WriteResult =
  | { readonly written: StoredRecord }
  | { readonly refused: "missing" | "mismatch" | "taken" };

/** How a number in `usr_mtd.expiry` is read: sources disagree (reference: API, 6.3); `auto` takes what is over 1e11 as milliseconds. */
export type ExpiryUnit = "auto" | "s" | "ms";

interface Replacement {
  readonly atMs: number;
  readonly key: string;
  readonly before: StoredRecord | undefined;
}

interface Content {
  readonly key: string;
  readonly data: JsonObject;
  readonly usr_mtd: UserMetadata;
  /** The record whose guid and first author it keeps. */
  readonly origin: StoredRecord | undefined;
}

/** Everything that a hive remembers, to be kept over a restart. */
export interface HiveMemory {
  readonly records: ReadonlyMap<string, StoredRecord>;
  readonly chance: readonly number[];
}

/** One hive of one organization: records with etags, replaced as a whole by every write. */
export class Hive {
  readonly #records = new Map<string, StoredRecord>();
  /** What each write replaced, in order: enough to show any earlier state. */
  readonly #replaced: Replacement[] = [];
  /** Keys of records that may expire: most hives have none. */
  readonly #expiring = new Set<string>();
  readonly #chance: Chance;
  readonly #expiryUnit: () => ExpiryUnit;

  constructor(chance: Chance, expiryUnit: () => ExpiryUnit = () => "auto") {
    this.#chance = chance;
    this.#expiryUnit = expiryUnit;
  }

  get size(): number {
    return this.#records.size;
  }

  /** All records as they were at an instant. */
  list(atMs: number): ReadonlyMap<string, StoredRecord> {
    const newer = this.#newerThan(atMs);
    if (newer.length === 0 && this.#expiring.size === 0) return this.#records;
    const then = new Map(this.#records);
    for (const { key, before } of newer.toReversed()) {
      if (before) then.set(key, before);
      else then.delete(key);
    }
    for (const [key, record] of then) if (this.#isOver(record, atMs)) then.delete(key);
    return then;
  }

  /** One record as it was at an instant. */
  get(key: string, atMs: number): StoredRecord | undefined {
    const first = this.#newerThan(atMs).find((replacement) => replacement.key === key);
    const record = first ? first.before : this.#records.get(key);
    return record && this.#isOver(record, atMs) ? undefined : record;
  }

  /** Creates or replaces a record. */
  set(write: RecordWrite, author: Author): WriteResult {
    const before = this.get(write.key, author.atMs);
    if (!etagHolds(write, before)) return { refused: "mismatch" };
    const { key, data, metadata: usr_mtd = defaultMetadata } = write;
    return { written: this.#store({ key, data, usr_mtd, origin: before }, author) };
  }

  /** Replaces the user metadata of a record that exists. */
  setMetadata(write: Omit<RecordWrite, "data">, author: Author): WriteResult {
    const before = this.get(write.key, author.atMs);
    if (!before) return { refused: "missing" };
    if (!etagHolds(write, before)) return { refused: "mismatch" };
    const { key, metadata: usr_mtd = defaultMetadata } = write;
    return { written: this.#store({ key, data: before.data, usr_mtd, origin: before }, author) };
  }

  /** Gives a record another key, which no record may have; its guid and first author stay. */
  rename({ from, to }: RecordRename, author: Author): WriteResult {
    const origin = this.get(from, author.atMs);
    if (!origin) return { refused: "missing" };
    if (this.get(to, author.atMs)) return { refused: "taken" };
    this.remove(from, author.atMs);
    return { written: this.#store({ key: to, data: origin.data, usr_mtd: origin.usr_mtd, origin }, author) };
  }

  /** Deletes a record; false when there is none. There is no etag on deletes (reference: API, 6.5). */
  remove(key: string, atMs: number): boolean {
    const before = this.get(key, atMs);
    if (!before) return false;
    this.#replaced.push({ atMs, key, before });
    this.#expiring.delete(key);
    return this.#records.delete(key);
  }

  /** What the service notes on a record when it goes wrong later; no new version of it (reference: API, 6.3). */
  noteError(key: string, error: string, atMs: number): void {
    const record = this.#records.get(key);
    if (!record) return;
    const sys_mtd = { ...record.sys_mtd, last_error: error, last_error_ts: Math.floor(atMs / 1000) };
    this.#records.set(key, { ...record, sys_mtd });
  }

  remember(): HiveMemory {
    return { records: new Map(this.#records), chance: this.#chance.state() };
  }

  /** Takes over what another hive remembered. */
  recall({ records, chance }: HiveMemory): void {
    this.#chance.resume(chance);
    for (const [key, record] of records) this.#put(key, record);
  }

  #store({ key, data, usr_mtd, origin }: Content, author: Author): StoredRecord {
    const atS = Math.floor(author.atMs / 1000);
    const record: StoredRecord = {
      data,
      usr_mtd,
      sys_mtd: {
        etag: this.#chance.hex(64),
        created_by: origin?.sys_mtd.created_by ?? author.ident,
        created_at: origin?.sys_mtd.created_at ?? atS,
        last_author: author.ident,
        last_mod: atS,
        guid: origin?.sys_mtd.guid ?? this.#chance.uuid(),
        last_error: "",
        last_error_ts: 0,
      },
    };
    this.#replaced.push({ atMs: author.atMs, key, before: this.#records.get(key) });
    this.#put(key, record);
    return record;
  }

  #put(key: string, record: StoredRecord): void {
    this.#records.set(key, record);
    if (record.usr_mtd.expiry > 0) this.#expiring.add(key);
    else this.#expiring.delete(key);
  }

  #isOver({ usr_mtd: { expiry } }: StoredRecord, atMs: number): boolean {
    if (expiry <= 0) return false;
    const unit = this.#expiryUnit();
    return expiry * (unit === "s" || (unit === "auto" && expiry <= 1e11) ? 1000 : 1) <= atMs;
  }

  #newerThan(atMs: number): readonly Replacement[] {
    const last = this.#replaced.at(-1);
    if (!last || last.atMs <= atMs) return [];
    return this.#replaced.slice(this.#replaced.findIndex((replacement) => replacement.atMs > atMs));
  }
}

function etagHolds(write: Omit<RecordWrite, "data">, before: StoredRecord | undefined): boolean {
  if (write.etag === undefined) return true;
  if (write.etag === "") return before === undefined || write.emptyEtagMeans === "nothing";
  return before?.sys_mtd.etag === write.etag;
}

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

/** `missing` and `mismatch` wrote nothing. */
export type WriteResult = { readonly written: StoredRecord } | { readonly refused: "missing" | "mismatch" };

interface Replacement {
  readonly atMs: number;
  readonly key: string;
  readonly before: StoredRecord | undefined;
}

/** One hive of one organization: records with etags, replaced as a whole by every write. */
export class Hive {
  readonly #records = new Map<string, StoredRecord>();
  /** What each write replaced, in order: enough to show any earlier state. */
  readonly #replaced: Replacement[] = [];
  readonly #chance: Chance;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  get size(): number {
    return this.#records.size;
  }

  /** All records as they were at an instant. */
  list(atMs: number): ReadonlyMap<string, StoredRecord> {
    const newer = this.#newerThan(atMs);
    if (newer.length === 0) return this.#records;
    const then = new Map(this.#records);
    for (const { key, before } of newer.toReversed()) {
      if (before) then.set(key, before);
      else then.delete(key);
    }
    return then;
  }

  /** One record as it was at an instant. */
  get(key: string, atMs: number): StoredRecord | undefined {
    const first = this.#newerThan(atMs).find((replacement) => replacement.key === key);
    return first ? first.before : this.#records.get(key);
  }

  /** Creates or replaces a record. */
  set(write: RecordWrite, author: Author): WriteResult {
    const before = this.#records.get(write.key);
    if (!etagHolds(write, before)) return { refused: "mismatch" };
    return { written: this.#store(write.key, before, write.data, write.metadata ?? defaultMetadata, author) };
  }

  /** Replaces the user metadata of a record that exists. */
  setMetadata(write: Omit<RecordWrite, "data">, author: Author): WriteResult {
    const before = this.#records.get(write.key);
    if (!before) return { refused: "missing" };
    if (!etagHolds(write, before)) return { refused: "mismatch" };
    return {
      written: this.#store(write.key, before, before.data, write.metadata ?? defaultMetadata, author),
    };
  }

  /** Deletes a record; false when there is none. There is no etag on deletes (reference: API, 6.5). */
  remove(key: string, atMs: number): boolean {
    const before = this.#records.get(key);
    if (before) this.#replaced.push({ atMs, key, before });
    return this.#records.delete(key);
  }

  #store(
    key: string,
    before: StoredRecord | undefined,
    data: JsonObject,
    usr_mtd: UserMetadata,
    author: Author,
  ): StoredRecord {
    const atS = Math.floor(author.atMs / 1000);
    const record: StoredRecord = {
      data,
      usr_mtd,
      sys_mtd: {
        etag: this.#chance.hex(64),
        created_by: before?.sys_mtd.created_by ?? author.ident,
        created_at: before?.sys_mtd.created_at ?? atS,
        last_author: author.ident,
        last_mod: atS,
        guid: before?.sys_mtd.guid ?? this.#chance.uuid(),
        last_error: "",
        last_error_ts: 0,
      },
    };
    this.#replaced.push({ atMs: author.atMs, key, before });
    this.#records.set(key, record);
    return record;
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

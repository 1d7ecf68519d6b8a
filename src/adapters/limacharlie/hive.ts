import type { Json, JsonObject } from "../../core/model/json.js";
import { type Connection, listingMaxBytes } from "./connection.js";
import { LimaCharlieError } from "./errors.js";
import { type RecordReading, readHiveRecord } from "./hive-record.js";

/** A whole record as it is written: the service replaces, so a member left out is a member lost (reference: API, 6.4). */
export interface HiveWrite {
  readonly key: string;
  readonly data: JsonObject;
  readonly userMetadata: { readonly [member: string]: unknown };
  /** Etag of the record that is replaced; empty for one that must be new (reference: API, 6.5). */
  readonly etag: string;
}

/** One hive of an organization. All throw LimaCharlieError; writes are sent so that a lost answer is never repeated. */
export interface Hive {
  list(): Promise<ReadonlyMap<string, RecordReading>>;
  /** Undefined when there is no such record. */
  get(key: string): Promise<RecordReading | undefined>;
  set(write: HiveWrite): Promise<void>;
  /** True when it was there. */
  remove(key: string): Promise<boolean>;
}

/** Opens a hive by its name. */
export function openHive(connection: Connection, name: string): Hive {
  const place = ["hive", name, connection.oid];
  const of = (key: string): string => `record ${connection.say(key)} of hive ${name}`;
  return {
    list: async () => {
      const purpose = `list hive ${name}`;
      const records = await connection.sendForObject({
        method: "GET",
        path: place,
        purpose,
        maxBytes: listingMaxBytes,
      });
      return new Map(Object.entries(records).map(([key, value]) => [key, readHiveRecord(key, value)]));
    },
    get: async (key) => {
      const purpose = `read ${of(key)}`;
      const path = [...place, key, "data"];
      const record = await orMissing(connection.sendForObject({ method: "GET", path, purpose }));
      return record && readHiveRecord(key, record);
    },
    set: async ({ key, data, userMetadata, etag }) => {
      const form = { data: JSON.stringify(data), usr_mtd: JSON.stringify(userMetadata), etag };
      const path = [...place, key, "data"];
      await connection.sendForObject({ method: "POST", path, form, purpose: `write ${of(key)}` });
    },
    remove: async (key) => {
      const path = [...place, key];
      const answer = await orMissing<Json>(
        connection.send({ method: "DELETE", path, purpose: `delete ${of(key)}` }),
      );
      return answer !== undefined;
    },
  };
}

async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof LimaCharlieError && error.kind === "not-found") return undefined;
    throw error;
  }
}

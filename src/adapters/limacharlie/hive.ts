import type { JsonObject } from "../../core/model/json.js";
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
  const list = async (): Promise<ReadonlyMap<string, RecordReading>> => {
    const records = await connection.sendForObject({
      method: "GET",
      path: place,
      purpose: `list hive ${name}`,
      maxBytes: listingMaxBytes,
    });
    return new Map(Object.entries(records).map(([key, value]) => [key, readHiveRecord(key, value)]));
  };
  /** A record is missing when the service says so in its own words; a bare 404, which any proxy may give, has to be borne out by the listing. */
  const isMissing = async (error: unknown, key: string): Promise<boolean> => {
    if (!(error instanceof LimaCharlieError) || error.kind !== "not-found") return false;
    return error.message.includes("RECORD_NOT_FOUND") || !(await list()).has(key);
  };
  return {
    list,
    get: async (key) => {
      const purpose = `read ${of(key)}`;
      const path = [...place, key, "data"];
      try {
        return readHiveRecord(key, await connection.sendForObject({ method: "GET", path, purpose }));
      } catch (error) {
        if (await isMissing(error, key)) return undefined;
        throw error;
      }
    },
    set: async ({ key, data, userMetadata, etag }) => {
      const form = { data: JSON.stringify(data), usr_mtd: JSON.stringify(userMetadata), etag };
      const path = [...place, key, "data"];
      await connection.sendForObject({ method: "POST", path, form, purpose: `write ${of(key)}` });
    },
    remove: async (key) => {
      const path = [...place, key];
      try {
        await connection.send({ method: "DELETE", path, purpose: `delete ${of(key)}` });
        return true;
      } catch (error) {
        if (await isMissing(error, key)) return false;
        throw error;
      }
    },
  };
}

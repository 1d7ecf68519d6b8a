import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import type { HiveRecord, UserMetadata } from "../../core/model/rule.js";
import { parseJson } from "./parse-json.js";

/** A hive record as read, or why it cannot be judged. */
export type RecordReading =
  | { readonly readable: true; readonly record: HiveRecord }
  | { readonly readable: false; readonly reason: string };

/** What the service takes for members that are left out (reference: API, 6.4). */
const metadataDefaults: UserMetadata = { enabled: false, expiry: 0, tags: [], comment: "" };

/**
 * Reads one record of a hive. Fail-closed: content hidden by an access list, locked, missing or unparsable is unreadable,
 * never empty (reference: API, 6.3, 6.12). Metadata may be missing or null, and `data` may be JSON text.
 */
export function readHiveRecord(key: string, value: Json | undefined): RecordReading {
  if (!isJsonObject(value)) return unreadable("the record is not an object");
  if (isHidden(value)) return unreadable("its content is restricted or locked");
  const data = readData(value["data"]);
  if (data === undefined) return unreadable("its data is missing or cannot be parsed");
  if (isHidden(data)) return unreadable("its content is restricted or locked");
  const userMetadata = readUserMetadata(value["usr_mtd"]);
  if (userMetadata === undefined) return unreadable("its user metadata has an unknown form");
  const system = isJsonObject(value["sys_mtd"]) ? value["sys_mtd"] : {};
  return { readable: true, record: { key, data, userMetadata, ...readSystemMetadata(system) } };
}

const unreadable = (reason: string): RecordReading => ({ readable: false, reason });

/** Marks under which content is withheld; nobody states how a locked record looks, so all plausible ones count. */
const hidingMarks = ["acl_restricted", "locked", "is_locked", "encrypted", "is_encrypted"];

function isHidden(value: JsonObject): boolean {
  const metadata = [value["sys_mtd"], value["usr_mtd"]].filter(isJsonObject);
  return [value, ...metadata].some((object) => hidingMarks.some((mark) => object[mark] === true));
}

/** Data without any member is what a metadata listing gives: writing it back would empty the record (reference: API, 6.1). */
function readData(data: Json | undefined): JsonObject | undefined {
  const value = typeof data === "string" ? parseJson(data) : data;
  return isJsonObject(value) && Object.keys(value).length > 0 ? value : undefined;
}

function readUserMetadata(value: Json | undefined): UserMetadata | undefined {
  if (value === undefined || value === null) return metadataDefaults;
  if (!isJsonObject(value)) return undefined;
  const metadata = { ...metadataDefaults, ...withoutNulls(value) };
  const { enabled, expiry, tags, comment } = metadata;
  const known =
    typeof enabled === "boolean" &&
    typeof expiry === "number" &&
    typeof comment === "string" &&
    Array.isArray(tags) &&
    tags.every((tag) => typeof tag === "string");
  return known ? metadata : undefined;
}

/** A null among the known members means the default; unknown members are carried along as they are. */
function withoutNulls(value: JsonObject): JsonObject {
  if (!Object.values(value).includes(null)) return value;
  const kept = Object.entries(value).filter(
    ([name, member]) => member !== null || !Object.hasOwn(metadataDefaults, name),
  );
  return Object.fromEntries(kept);
}

/** Times in records are seconds or milliseconds, nobody says which: what is over 1e11 is milliseconds (reference: API, 6.3). */
const millisecondsFrom = 1e11;

function readSystemMetadata(
  system: JsonObject,
): Pick<HiveRecord, "etag" | "lastAuthor" | "lastModifiedAtMs"> {
  const { etag, last_author: author, last_mod: modified } = system;
  return {
    etag: typeof etag === "string" ? etag : "",
    ...(typeof author === "string" && author !== "" ? { lastAuthor: author } : {}),
    ...(typeof modified === "number" && modified > 0
      ? { lastModifiedAtMs: modified > millisecondsFrom ? modified : modified * 1000 }
      : {}),
  };
}

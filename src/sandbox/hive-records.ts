import type { Json, JsonObject } from "../core/model/json.js";

/** User metadata as stored: the four known members always, unknown ones kept (reference: API, 6.3). */
export interface UserMetadata {
  readonly enabled: boolean;
  readonly expiry: number;
  readonly tags: readonly string[];
  readonly comment: string;
  readonly [other: string]: Json;
}

/** System metadata as stored; times are epoch seconds. */
export interface SystemMetadata {
  readonly [name: string]: Json;
  readonly etag: string;
  readonly created_by: string;
  readonly created_at: number;
  readonly last_author: string;
  readonly last_mod: number;
  readonly guid: string;
  readonly last_error: string;
  readonly last_error_ts: number;
}

/** A hive record; never changed in place, so an old state can be shown again. */
export interface StoredRecord extends JsonObject {
  readonly data: JsonObject;
  readonly usr_mtd: UserMetadata;
  readonly sys_mtd: SystemMetadata;
}

/** What a write may leave out: every member that is left out goes to its default, also on an existing record (reference: API, 6.4). */
export const defaultMetadata: UserMetadata = { enabled: false, expiry: 0, tags: [], comment: "" };

/** Metadata as a write sends it, completed; or which member has the wrong type. */
export function completeMetadata(
  sent: JsonObject,
): { readonly metadata: UserMetadata } | { readonly problem: string } {
  const { enabled = false, expiry = 0, comment = "", tags, ...others } = sent;
  const list = tags ?? [];
  if (typeof enabled !== "boolean") return { problem: "enabled is not a boolean" };
  if (typeof expiry !== "number" || !Number.isSafeInteger(expiry))
    return { problem: "expiry is not an integer" };
  if (typeof comment !== "string") return { problem: "comment is not text" };
  if (!Array.isArray(list) || !list.every((tag) => typeof tag === "string")) {
    return { problem: "tags is not a list of text" };
  }
  return { metadata: { ...others, enabled, expiry, tags: list, comment } };
}

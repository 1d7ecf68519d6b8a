import type { JsonObject } from "./json.js";

/** What a person writes under `response:` of a task: one D&R rule, `detect` optional. */
export interface DeclaredResponse {
  /** The name of an existing rule that it becomes; undefined: it gets a name of ours. */
  readonly key?: string;
  readonly detect?: JsonObject;
  readonly respond: readonly JsonObject[];
  readonly tests?: JsonObject;
}

/** The data of a record in hive `dr-general`. */
export interface RuleData {
  readonly detect: JsonObject;
  readonly respond: readonly JsonObject[];
  readonly tests?: JsonObject;
}

/** User metadata of a hive record: replaced as a whole by every write (reference: API, 6.4), so unknown members are carried along. */
export interface UserMetadata {
  readonly enabled: boolean;
  /** 0 means never; the unit of other values is disputed (reference: API, 6.3), so we write only 0. */
  readonly expiry: number;
  readonly tags: readonly string[];
  readonly comment: string;
  readonly [other: string]: unknown;
}

/** A record of a hive as read from the organization. */
export interface HiveRecord {
  readonly key: string;
  readonly data: JsonObject;
  readonly userMetadata: UserMetadata;
  readonly etag: string;
  readonly lastAuthor?: string;
  /** Epoch milliseconds. */
  readonly lastModifiedAtMs?: number;
}

/** One live rule: a record, or why its content cannot be judged. */
export type LiveRule =
  | { readonly readable: true; readonly record: HiveRecord }
  | { readonly readable: false; readonly key: string; readonly reason: string };

/** A response rule as it should stand in the organization. */
export interface DesiredRule {
  readonly key: string;
  /** Set when the file names an existing rule, which somebody else made: it has no tag and no comment of ours. */
  readonly existing?: true;
  readonly task: string;
  readonly data: RuleData;
  readonly tags: readonly string[];
  readonly comment: string;
}

import type { HiveRecord, LiveRule, UserMetadata } from "../core/model/rule.js";
import type { JsonObject } from "../core/model/json.js";

/** The hives whose rules can be written; rules of `dr-service` belong to others. */
export type RuleHive = "dr-general" | "dr-managed";

/** Reading response rules: all that `plan` gets. */
export interface RulesReader {
  /** Every rule of the hive. */
  list(): Promise<readonly LiveRule[]>;
  /** One rule; undefined when it does not exist. */
  get(key: string): Promise<LiveRule | undefined>;
}

/** A record as it is written: always whole. */
export interface RuleWrite {
  readonly key: string;
  readonly data: JsonObject;
  readonly userMetadata: UserMetadata;
  /** Etag of the record that is replaced; absent: the record must be new. */
  readonly etag?: string;
}

/** `conflict`: the record moved since it was read. `refused`: the service said no, with its text. */
export type RuleWriteResult =
  | { readonly result: "done" }
  | { readonly result: "conflict" | "refused"; readonly message: string };

/** Response rules, hive `dr-general`. */
export interface Rules extends RulesReader {
  set(write: RuleWrite): Promise<RuleWriteResult>;
  remove(key: HiveRecord["key"]): Promise<RuleWriteResult>;
}

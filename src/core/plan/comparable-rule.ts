import { jsonDigest } from "../model/digest.js";
import { isJsonObject, type Json, type JsonObject } from "../model/json.js";
import type { DesiredRule, HiveRecord } from "../model/rule.js";

/** A rule in the form that is hashed and compared: what we declare, and nothing the service or its users add. */
export interface ComparableRule {
  readonly [member: string]: Json;
}

/** The comparable form of what is wanted. Wanted rules are enabled and never expire. */
export function comparableDesired(rule: DesiredRule): ComparableRule {
  return comparable({ data: { ...rule.data }, enabled: true, expiry: 0, tags: rule.tags });
}

/**
 * The comparable form of what is live. Of its tags only the owner's count: rule actions add others at run time (reference: API, 6.4),
 * and members of `data` that we never write belong to others.
 */
export function comparableLive(record: HiveRecord, owner: string): ComparableRule {
  const { enabled, expiry, tags } = record.userMetadata;
  return comparable({ data: record.data, enabled, expiry, tags: tags.filter((tag) => tag === owner) });
}

/** Hash of a comparable rule. */
export const comparableHash: (rule: ComparableRule) => string = jsonDigest;

function comparable(rule: {
  data: JsonObject;
  enabled: boolean;
  expiry: number;
  tags: readonly string[];
}): ComparableRule {
  const { detect, respond, tests } = rule.data;
  return {
    detect: detect ?? null,
    respond: respond ?? null,
    ...(tests === undefined || isEmpty(tests) ? {} : { tests }),
    enabled: rule.enabled,
    expiry: rule.expiry,
    tags: [...new Set(rule.tags)].toSorted(),
  };
}

/** Null and empty mean the same as left out: no tests. */
const isEmpty = (tests: Json): boolean =>
  tests === null || (isJsonObject(tests) && Object.keys(tests).length === 0);

/** The data to write: ours, over members of a live record that we never write (such as `acl_scopes`), because a write replaces the whole. */
export function dataToWrite(rule: DesiredRule, live: HiveRecord | undefined): JsonObject {
  const { detect: _detect, respond: _respond, tests: _tests, ...others } = live?.data ?? {};
  return { ...others, ...rule.data };
}

/** The user metadata to write: ours, over unknown members and tags that others added to a live record. */
export function metadataToWrite(rule: DesiredRule, live: HiveRecord | undefined): HiveRecord["userMetadata"] {
  const tags = [...new Set([...rule.tags, ...(live?.userMetadata.tags ?? [])])];
  const comment = rule.existing ? (live?.userMetadata.comment ?? "") : rule.comment;
  return { ...live?.userMetadata, enabled: true, expiry: 0, tags, comment };
}

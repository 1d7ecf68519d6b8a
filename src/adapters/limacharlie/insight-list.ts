import { gunzipSync } from "node:zlib";
import type { Json, JsonObject } from "../../core/model/json.js";
import { LimaCharlieError } from "./errors.js";

/** Bytes that one packed page may come to. */
const pageMaxBytes = 64 * 1024 * 1024;

/** One page of a listing of Insight. */
export interface InsightPage {
  readonly entries: readonly Json[];
  /** Where the next one begins; empty at the end. */
  readonly next: string;
}

/** Reads a page, packed or not (reference: API, section 11); `member` has the list. Throws a LimaCharlieError for anything else. */
export function insightPage(answer: JsonObject, member: "events" | "detects", purpose: string): InsightPage {
  const packed = answer[member];
  const list = typeof packed === "string" ? unpack(packed, purpose) : packed;
  if (!Array.isArray(list)) throw unreadable(`the answer has no list of ${member}`, purpose);
  return { entries: list, next: typeof answer["next_cursor"] === "string" ? answer["next_cursor"] : "" };
}

/** base64(gzip(JSON)) (reference: API, 2.1). */
function unpack(packed: string, purpose: string): Json {
  if (packed === "") return [];
  try {
    const bytes = gunzipSync(Buffer.from(packed, "base64"), { maxOutputLength: pageMaxBytes });
    const value: Json = JSON.parse(bytes.toString("utf8"));
    return value;
  } catch {
    throw unreadable("its packed events cannot be unpacked", purpose);
  }
}

const unreadable = (why: string, purpose: string): LimaCharlieError =>
  new LimaCharlieError(`Cannot ${purpose}: ${why}`, { kind: "unreadable" });

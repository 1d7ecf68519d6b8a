import { canonicalJson } from "./canonical.js";
import { sha256Hex } from "./sha256.js";

/** SHA-256 of a value's canonical JSON, 64 lower-case hexadecimal characters. Equal data, equal digest. */
export function jsonDigest(value: unknown): string {
  return sha256Hex(canonicalJson(value));
}

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical.js";

/** SHA-256 of text as UTF-8, 64 lower-case hexadecimal characters. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** SHA-256 of a value's canonical JSON. Equal data, equal digest. */
export function jsonDigest(value: unknown): string {
  return sha256Hex(canonicalJson(value));
}

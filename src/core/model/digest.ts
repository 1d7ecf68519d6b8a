import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical.js";

/** SHA-256 of text as UTF-8, 64 lower-case hexadecimal characters. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(asciiBytes(text) ?? utf8ToBytes(text)));
}

/** The bytes of a text that is all ASCII, as most are, in a fifth of the time; undefined for another. */
function asciiBytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) return undefined;
    bytes[at] = unit;
  }
  return bytes;
}

/** SHA-256 of a value's canonical JSON. Equal data, equal digest. */
export function jsonDigest(value: unknown): string {
  return sha256Hex(canonicalJson(value));
}

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * SHA-256 of text as UTF-8, 64 lower-case hexadecimal characters; a half of a surrogate pair counts as U+FFFD.
 * Runs everywhere. The build for Node puts `adapters/system/sha256.ts` in its place: the same function, ten times as fast.
 */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

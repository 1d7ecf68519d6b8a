import { hexToBytes } from "@noble/hashes/utils.js";
import { toBase64 } from "../../model/base64.js";
import { sha256Hex } from "../../model/sha256.js";

/** What the page may do, for its `meta` element: nothing but its own style and its own script, by their hashes. It can load and send nothing. */
export function contentPolicy(style: string, script: string): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${hash(style)}'`,
    `script-src 'sha256-${hash(script)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** SHA-256 in base64, as Content Security Policy writes it. */
const hash = (text: string): string => toBase64(hexToBytes(sha256Hex(text)));

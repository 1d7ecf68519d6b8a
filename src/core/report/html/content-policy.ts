import { sha256Hex } from "../../model/digest.js";

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

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** SHA-256 in base64, as Content Security Policy writes it: 32 bytes are 43 characters and one `=`. */
function hash(text: string): string {
  const bits = Array.from(sha256Hex(text), (digit) =>
    Number.parseInt(digit, 16).toString(2).padStart(4, "0"),
  ).join("");
  const digits = Array.from({ length: 43 }, (_, index) =>
    bits.slice(index * 6, index * 6 + 6).padEnd(6, "0"),
  );
  return `${digits.map((six) => alphabet.charAt(Number.parseInt(six, 2))).join("")}=`;
}

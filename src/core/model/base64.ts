const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const sextets: ReadonlyMap<string, number> = new Map(Array.from(alphabet, (digit, value) => [digit, value]));

/** Bytes as base64 text, with `=` at its end where it needs them (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  const groups: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const bits = (a << 16) | (b << 8) | c;
    const digits = [18, 12, 6, 0].map((shift) => alphabet.charAt((bits >> shift) & 63)).join("");
    groups.push(digits.slice(0, Math.min(bytes.length - at, 3) + 1).padEnd(4, "="));
  }
  return groups.join("");
}

/** The bytes of a base64 text; undefined for one that `toBase64` does not write. */
export function fromBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/={1,2}$/, "");
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let at = 0;
  for (const [index, digit] of Array.from(digits).entries()) {
    const sextet = sextets.get(digit);
    if (sextet === undefined) return undefined;
    bits = ((bits << 6) | sextet) & 0xffffff;
    if (index % 4 !== 0) bytes[at++] = (bits >> (6 - 2 * (index % 4))) & 255;
  }
  return toBase64(bytes) === text ? bytes : undefined;
}

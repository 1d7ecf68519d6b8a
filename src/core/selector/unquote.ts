import type { RawLiteral } from "./syntax.js";

/** The text that a literal stands for, or what is wrong and how far behind the opening quote. */
export type Unquoted =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string; readonly offset: number };

const simpleEscapes: { readonly [letter: string]: string } = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

/** One piece of a double-quoted literal: plain text, an escape with digits, or a backslash with one more character. */
const piece =
  /[^\\\n]+|\\x[0-9a-fA-F]{2}|\\[0-7]{3}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\[^xuU0-7]|[\s\S]/gu;

/**
 * What go-bexpr makes of a literal: `strconv.Unquote` of Go (reference: selectors, 2.1).
 * Back-ticks, and the single quotes that LimaCharlie publishes, are raw; only carriage returns vanish.
 */
export function unquote(literal: Pick<RawLiteral, "quote" | "text">): Unquoted {
  if (literal.quote !== "double") return { ok: true, text: rawText(literal.text) };
  if (!/[\\\n]/.test(literal.text)) return { ok: true, text: literal.text };
  const parts: (string | number)[] = [];
  for (const match of literal.text.matchAll(piece)) {
    const part = unescape(match[0]);
    if (part === undefined)
      return { ok: false, message: complaint(literal.text.slice(match.index)), offset: match.index };
    parts.push(part);
  }
  return { ok: true, text: joinBytes(parts) };
}

/** What a literal without escapes stands for: carriage returns vanish. */
export function rawText(text: string): string {
  return text.includes("\r") ? text.replaceAll("\r", "") : text;
}

/** The text of one piece, a byte for `\x` and octal escapes, undefined for what Go refuses. */
function unescape(written: string): string | number | undefined {
  if (written === "\n") return undefined;
  if (!written.startsWith("\\")) return written;
  const [kind, digits] = [written.charAt(1), written.slice(2)];
  if (!/[xuU0-7]/.test(kind)) return simpleEscapes[written.slice(1)];
  if (kind === "x") return Number.parseInt(digits, 16);
  if (kind === "u" || kind === "U") return rune(Number.parseInt(digits, 16));
  const byte = Number.parseInt(written.slice(1), 8);
  return byte > 255 ? undefined : byte;
}

/** A Unicode scalar value as text. */
function rune(code: number): string | undefined {
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : String.fromCodePoint(code);
}

/** What is wrong with the text that begins at a place Go cannot read. */
function complaint(rest: string): string {
  if (rest.startsWith("\n")) return "a double-quoted value ends on the line it begins on";
  return `${/^\\(?:[xuU0-7][0-9a-fA-F]*|[^]?)/u.exec(rest)?.[0]} is no escape of a double-quoted value`;
}

/** Text and bytes put together: neighbouring bytes are UTF-8. */
function joinBytes(parts: readonly (string | number)[]): string {
  let text = "";
  let bytes: number[] = [];
  for (const part of [...parts, ""]) {
    if (typeof part === "number") {
      bytes.push(part);
    } else {
      text += decodeUtf8(bytes) + part;
      bytes = [];
    }
  }
  return text;
}

/** Bytes that are no UTF-8 become U+FFFD, which no field of a sensor contains. */
function decodeUtf8(bytes: readonly number[]): string {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));
  } catch {
    return "\ufffd".repeat(bytes.length);
  }
}

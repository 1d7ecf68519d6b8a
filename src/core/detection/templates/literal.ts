import type { Json } from "../../model/json.js";
import type { Token } from "./scan.js";
import { TemplateFailure } from "./syntax.js";

/** The value of a literal token. Throws TemplateFailure. */
export function literalValue({ kind, text }: Token): Json {
  if (kind === "number") return Number(text);
  return text.startsWith("`") ? text.slice(1, -1) : unquote(text);
}

/** A text in double quotes, with the escapes of Go. */
function unquote(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|[^])/g, (all, escape: string) => {
      if (/^[xuU]/.test(escape) && escape.length > 1) return codePoint(Number.parseInt(escape.slice(1), 16));
      if (/^[0-7]{3}$/.test(escape)) return codePoint(Number.parseInt(escape, 8));
      const plain = escapes[escape];
      if (plain === undefined) throw new TemplateFailure(`${all} is no escape of a text`);
      return plain;
    });
}

const escapes: { readonly [letter: string]: string } = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
};

function codePoint(code: number): string {
  if (code > 0x10ffff) throw new TemplateFailure("an escape of a text is no character");
  return String.fromCodePoint(code);
}

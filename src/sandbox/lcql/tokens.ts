import { LcqlError } from "./lcql-error.js";

/** A word, sign or quoted text of a filter. */
export interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

const token =
  /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]*)`|(==|!=|<=|>=|[()<>])|([^\s()<>=!"'`]+))/y;

const unescape = (text: string): string => text.replace(/\\(.)/gs, "$1");

/** The tokens of a filter. Throws an LcqlError for text that is none. */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const text = source.trim();
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const found = token.exec(text);
    if (!found) throw new LcqlError(`cannot read ${text.slice(at, at + 20).trim()}`);
    tokens.push(toToken(found));
  }
  return tokens;
}

function toToken([, double, single, tick, sign, word]: RegExpExecArray): Token {
  const escaped = double ?? single;
  if (escaped !== undefined) return { text: unescape(escaped), quoted: true };
  if (tick !== undefined) return { text: tick, quoted: true };
  return { text: sign ?? word ?? "", quoted: false };
}

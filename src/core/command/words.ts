import { type Tokens, tokenize } from "./tokens.js";

export type CommandWords =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly message: string; readonly column: number; readonly fix: string };

/** The words of a command line as the sensor splits it (reference: commands, section 3). */
export function splitCommand(line: string): CommandWords {
  const tokens = tokenize(line);
  return tokens.ok
    ? { ok: true, words: tokens.tokens.map(({ text }) => text) }
    : { ok: false, ...splitFailure(tokens) };
}

/** Why a line cannot be split, where, and what to do. */
export function splitFailure(tokens: Extract<Tokens, { ok: false }>): {
  message: string;
  column: number;
  fix: string;
} {
  const { failure, column } = tokens;
  if (failure === "open-escape") {
    const fix = "put a path that ends in a backslash in single quotes, such as 'c:\\'";
    return { message: "Cannot split the command: a backslash is its last character", column, fix };
  }
  const fix = "close the quote; inside double quotes a backslash escapes it, so put paths in single quotes";
  return { message: "Cannot split the command: a quote is not closed", column, fix };
}

/** A line that the sensor splits into exactly these words. */
export function joinWords(words: readonly string[]): string {
  return words.map(quoteWord).join(" ");
}

function quoteWord(word: string): string {
  if (/^[A-Za-z0-9_./:=,@%+-]+$/.test(word)) return word;
  return word.includes("'") ? `"${word.replaceAll(/[\\"]/g, String.raw`\$&`)}"` : `'${word}'`;
}

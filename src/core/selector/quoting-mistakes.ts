import { quote } from "./literal.js";
import type { SelectorProblem } from "./problem.js";

/** Where a reading stopped. */
export interface Stop {
  readonly text: string;
  readonly offset: number;
}

/** The text around that place. */
export interface Around {
  readonly before: string;
  readonly rest: string;
}

/** What is wrong and how to put it right; `column` where that is not the place where reading stopped. */
export type Explanation = Pick<SelectorProblem, "check" | "message" | "fix"> & { readonly column?: number };

/** A quote that is never closed, at the place where reading stopped or before it. */
export function openQuote({ text, offset }: Stop): Explanation | undefined {
  for (const [found, quoteMark = "", closing] of text.matchAll(/(["'`])(?:(?!\1)[^])*(\1?)/g)) {
    const column = text.length - found.length + 1;
    if (closing !== "" || column > offset + 1) continue;
    const fix = `close the value with another ${quoteMark}`;
    return { check: "selector/quotes", message: "the quote is not closed", fix, column };
  }
  return undefined;
}

/** A bare word with a character that only quoted values can have. */
export function unquotedWord({ before, rest }: Around): Explanation | undefined {
  const head = before.slice(before.search(/[\p{L}\p{N}_./:@%+-]*$/u));
  const tail = rest.slice(0, rest.search(/[\s()[\]{}`"'=!,;]|$/));
  const joined = head !== "" && /^[^\w\s]/u.test(tail);
  const starts = head === "" && /^[^A-Za-z\s]/u.test(tail);
  if (!(joined || starts)) return undefined;
  const word = head + tail;
  return {
    check: "selector/unquoted",
    message: `${word} needs quotes: bare values are words of letters, digits, _ . and /, or numbers`,
    fix: `write ${quote(word)}`,
  };
}

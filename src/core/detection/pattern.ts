import { RE2JS } from "re2js";

/** A regular expression, or what is wrong with it in the words of Go's parser. */
export type CompiledPattern =
  | { readonly ok: true; readonly test: (text: string) => boolean }
  | { readonly ok: false; readonly message: string };

const known = new Map<string, CompiledPattern>();
const mostKnown = 2000;

/** Compiles a regular expression of Go, once: found anywhere in a text, in time linear in its length. */
export function compilePattern(text: string, caseSensitive: boolean): CompiledPattern {
  const key = `${caseSensitive ? "=" : "i"}${text}`;
  const found = known.get(key) ?? compile(text, caseSensitive);
  if (known.size >= mostKnown) known.clear();
  known.set(key, found);
  return found;
}

function compile(text: string, caseSensitive: boolean): CompiledPattern {
  try {
    const expression = RE2JS.compile(text, caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
    return { ok: true, test: (value) => expression.test(value) };
  } catch (error) {
    return { ok: false, message: String(error).replace(/^\w+: /, "") };
  }
}

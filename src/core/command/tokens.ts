/** One word of a command line, and where it begins. */
export interface Token {
  readonly text: string;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
}

/** What the sensor does with a line besides splitting it, and that people rarely mean. */
export interface Quirk {
  /** `comment`: a `#` dropped the rest of the line. `dropped-backslash`: one began a word. `escaped-space`: one joined two words. */
  readonly kind: "comment" | "dropped-backslash" | "escaped-space";
  readonly column: number;
}

export type Tokens =
  | { readonly ok: true; readonly tokens: readonly Token[]; readonly quirks: readonly Quirk[] }
  | { readonly ok: false; readonly failure: "open-quote" | "open-escape"; readonly column: number };

type State = "between" | "word" | "escape" | "double" | "double-escape" | "single" | "comment";

/** Where the reading is. */
interface Reading {
  state: State;
  text: string;
  /** Index of the word's first character. */
  start: number;
  /** Index of the quote, escape or comment that is open. */
  opened: number;
  readonly tokens: Token[];
  readonly quirks: Quirk[];
}

const isSpace = (character: string): boolean => /^[ \t\r\n]$/.test(character);

/**
 * Splits a line as the sensor does (reference: commands, section 3): shell-like, not POSIX. Outside quotes a backslash inside
 * a word stays, one that begins a word vanishes, and both make the next character literal.
 */
export function tokenize(line: string): Tokens {
  const reading: Reading = { state: "between", text: "", start: 0, opened: 0, tokens: [], quirks: [] };
  for (const [index, character] of characters(line)) steps[reading.state](reading, character, index);
  return finish(reading);
}

/** Characters with their index in UTF-16 units. */
function* characters(line: string): Generator<[number, string]> {
  let index = 0;
  for (const character of line) {
    yield [index, character];
    index += character.length;
  }
}

/** What each state does with the next character. */
const steps: { readonly [state in State]: (reading: Reading, character: string, index: number) => void } = {
  between(reading, character, index) {
    if (isSpace(character)) return;
    Object.assign(reading, { text: "", start: index, opened: index });
    if (character === "#") {
      reading.quirks.push({ kind: "comment", column: index + 1 });
      reading.state = "comment";
    } else if (character === "\\") {
      reading.quirks.push({ kind: "dropped-backslash", column: index + 1 });
      reading.state = "escape";
    } else {
      reading.state = "word";
      steps.word(reading, character, index);
    }
  },
  word(reading, character, index) {
    reading.opened = index;
    if (isSpace(character)) return endWord(reading);
    if (character === '"') reading.state = "double";
    else if (character === "'") reading.state = "single";
    else reading.text += character;
    if (character === "\\") reading.state = "escape";
  },
  escape(reading, character, index) {
    if (isSpace(character)) reading.quirks.push({ kind: "escaped-space", column: index });
    reading.text += character;
    reading.state = "word";
  },
  double(reading, character) {
    if (character === '"') reading.state = "word";
    else if (character === "\\") reading.state = "double-escape";
    else reading.text += character;
  },
  "double-escape"(reading, character) {
    reading.text += /^[\\'"]$/.test(character) ? character : `\\${character}`;
    reading.state = "double";
  },
  single(reading, character) {
    if (character === "'") reading.state = "word";
    else reading.text += character;
  },
  comment(reading, character) {
    if (character === "\n") reading.state = "between";
  },
};

function endWord(reading: Reading): void {
  reading.tokens.push({ text: reading.text, column: reading.start + 1 });
  reading.state = "between";
}

function finish(reading: Reading): Tokens {
  const { state, opened, tokens, quirks } = reading;
  if (state === "escape") return { ok: false, failure: "open-escape", column: opened + 1 };
  if (state === "double" || state === "double-escape" || state === "single") {
    return { ok: false, failure: "open-quote", column: opened + 1 };
  }
  if (state === "word") endWord(reading);
  return { ok: true, tokens, quirks };
}

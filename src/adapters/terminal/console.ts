import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import { inert } from "../../core/report/inert.js";
import type { Console } from "../../ports/console.js";

type MaybeTerminal = { readonly isTTY?: boolean; readonly columns?: number };

export interface Streams {
  readonly input: Readable & MaybeTerminal;
  readonly output: Writable & MaybeTerminal;
  readonly error: Writable & MaybeTerminal;
}

const clearLine = "\r\u001b[2K";

/** The console of these streams. On a terminal progress is one line that is overwritten; elsewhere each is a line of its own. */
export function consoleOf({ input, output, error }: Streams): Console {
  let live = false;
  const clear = (): void => {
    if (live) error.write(clearLine);
    live = false;
  };
  return {
    print: (text) => {
      clear();
      output.write(text);
    },
    note: (text) => {
      clear();
      error.write(text);
    },
    progress: (text) => {
      if (error.isTTY !== true) {
        error.write(`${inert(text)}\n`);
        return;
      }
      error.write(`${clearLine}${inert(text).slice(0, (error.columns ?? 80) - 1)}`);
      live = true;
    },
    confirm: async (question) => {
      if (input.isTTY !== true || error.isTTY !== true) return undefined;
      clear();
      const prompt = createInterface({ input, output: error });
      try {
        const answer = await prompt.question(`${question} [y/N] `);
        return /^y(es)?$/i.test(answer.trim());
      } finally {
        prompt.close();
      }
    },
  };
}

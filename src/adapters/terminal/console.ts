import type { Readable, Writable } from "node:stream";
import { inert } from "../../core/report/inert.js";
import type { Console } from "../../ports/console.js";

type MaybeTerminal = { readonly isTTY?: boolean; readonly columns?: number };

export interface Streams {
  readonly input: Readable & MaybeTerminal;
  readonly output: Writable & MaybeTerminal;
  readonly error: Writable & MaybeTerminal;
  /** `TERM=dumb` says that the terminal knows no escape codes. */
  readonly environment: { readonly [name: string]: string | undefined };
}

const clearLine = "\r\u001b[2K";

/** The console of these streams. On a terminal progress is one line that is overwritten; elsewhere each is a line of its own. */
export function consoleOf({ input, output, error, environment }: Streams): Console {
  const isLive = error.isTTY === true && environment["TERM"] !== "dumb";
  let shown = false;
  const clear = (): void => {
    if (shown) error.write(clearLine);
    shown = false;
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
    progress: (text, of) => {
      if (!isLive) {
        if (of === undefined) error.write(`${inert(text)}\n`);
        return;
      }
      error.write(`${clearLine}${inert(text).slice(0, (error.columns || 80) - 1)}`);
      shown = true;
    },
    confirm: async (question) => {
      if (input.isTTY !== true || error.isTTY !== true) return undefined;
      if (input.readableEnded || input.destroyed) return false;
      clear();
      return ask(`${inert(question)} [y/N] `, { input, output: error, terminal: isLive });
    },
  };
}

/** Only a clear yes is one; an input that ends says no. */
async function ask(
  question: string,
  streams: { readonly input: Readable; readonly output: Writable; readonly terminal: boolean },
): Promise<boolean> {
  const { createInterface } = await import("node:readline");
  return new Promise((resolve) => {
    const prompt = createInterface(streams);
    const end = (): void => {
      streams.output.write("\n");
      resolve(false);
    };
    prompt.once("close", end);
    prompt.question(question, (answer) => {
      prompt.off("close", end);
      prompt.close();
      resolve(/^y(es)?$/i.test(answer.trim()));
    });
  });
}

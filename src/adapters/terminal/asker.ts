import { createInterface } from "node:readline";
import { inert } from "../../core/report/inert.js";
import type { Asker } from "../../ports/asker.js";
import type { Streams } from "./console.js";

/** Asks on standard error and reads lines from standard input, whether or not a terminal is there. */
export function askerOf({ input, error }: Pick<Streams, "input" | "error">): Asker {
  const reader = createInterface({ input, terminal: false });
  const lines = reader[Symbol.asyncIterator]();
  return {
    ask: async (question) => {
      error.write(`${inert(question)} `);
      const next = await lines.next();
      return next.done === true ? undefined : next.value.trim();
    },
    close: () => reader.close(),
  };
}

import type { Writable } from "node:stream";
import type { Screen } from "../../ports/screen.js";

interface Terminal {
  readonly output: Writable & { readonly isTTY?: boolean; readonly rows?: number };
  /** `TERM=dumb` says that the terminal knows no escape codes. */
  readonly environment: { readonly [name: string]: string | undefined };
}

/** The other screen, without cursor, where long lines are cut off; and everything back. */
const take = "\u001b[?1049h\u001b[?25l\u001b[?7l";
const giveBack = "\u001b[?7h\u001b[?25h\u001b[?1049l";
const home = "\u001b[H";
const endOfLine = "\u001b[K";
const restOfScreen = "\u001b[J";

/** The screen of a terminal; undefined where there is none that could be written over. */
export function screenOf({ output, environment }: Terminal): Screen | undefined {
  if (output.isTTY !== true || environment["TERM"] === "dumb") return undefined;
  let state: "new" | "open" | "closed" = "new";
  return {
    show: (text) => {
      if (state === "closed") return;
      const lines = fitted(text.trimEnd().split("\n"), output.rows ?? 24);
      const frame = lines.map((line) => `${line}${endOfLine}`).join("\r\n");
      output.write(`${state === "new" ? take : ""}${home}${frame}${restOfScreen}`);
      state = "open";
    },
    close: () => {
      if (state === "open") output.write(giveBack);
      state = "closed";
    },
  };
}

/** The last line is always shown: it says what is going on. */
function fitted(lines: readonly string[], rows: number): readonly string[] {
  if (lines.length <= rows) return lines;
  const most = Math.max(0, rows - 2);
  return [...lines.slice(0, most), `… ${lines.length - 1 - most} more lines`, ...lines.slice(-1)].slice(
    -rows,
  );
}

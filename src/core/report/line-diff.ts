import { inert } from "./inert.js";
import type { Style } from "./style.js";

/** The lines that one edit of a file changed, with the number of the first: those that went, and those that came. */
export function renderLineDiff(
  { file, before, after }: { readonly file: string; readonly before: string; readonly after: string },
  style: Style,
): string {
  const [old, fresh] = [before.split("\n"), after.split("\n")];
  const start = commonLength(old, fresh);
  const end = commonLength(old.slice(start).toReversed(), fresh.slice(start).toReversed());
  const gone = old.slice(start, old.length - end).map((line) => style.red(`- ${shown(line)}`));
  const came = fresh.slice(start, fresh.length - end).map((line) => style.green(`+ ${shown(line)}`));
  return `${[style.bold(`${inert(file)}:${start + 1}`), ...gone, ...came].join("\n")}\n`;
}

/** How many lines two texts have in common at their beginning. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  const different = a.findIndex((line, index) => line !== b[index]);
  return different < 0 ? Math.min(a.length, b.length) : different;
}

const shown = (line: string): string => inert(line.replace(/\r$/, ""));

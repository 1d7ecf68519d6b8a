import { displayWidth } from "./display-width.js";

const width = 80;

/**
 * A prefix and its text on lines of at most 80 columns where spaces allow it. Further lines are indented to the prefix, or by
 * `indent`. Each line break stands for one space: nothing else is lost.
 */
export function wrap(prefix: string, text: string, indent = visibleLength(prefix)): string[] {
  let left = width - visibleLength(prefix);
  if (displayWidth(text) <= left) return [`${prefix}${text}`];
  const lines: string[] = [];
  let line = prefix;
  let begun = false;
  const indentation = " ".repeat(indent);
  for (const word of text.split(" ")) {
    const columns = displayWidth(word);
    if (begun && columns + 1 > left) {
      lines.push(line);
      line = `${indentation}${word}`;
      left = width - indent - columns;
    } else {
      line += begun ? ` ${word}` : word;
      left -= columns + (begun ? 1 : 0);
    }
    begun = true;
  }
  return [...lines, line];
}

/** Columns on the screen: without the escape codes of a style. */
function visibleLength(text: string): number {
  return displayWidth(text.replace(/\u001b\[[0-9;]*m/g, ""));
}

import { displayWidth } from "./display-width.js";

const width = 80;

/**
 * A prefix and its text on lines of at most 80 columns where spaces allow it. Further lines are indented to the prefix, or by
 * `indent`. Each line break stands for one space: nothing else is lost.
 */
export function wrap(prefix: string, text: string, indent = visibleLength(prefix)): string[] {
  const lines: string[] = [];
  let line = prefix;
  let left = width - visibleLength(prefix);
  let begun = false;
  for (const word of text.split(" ")) {
    if (begun && displayWidth(word) + 1 > left) {
      lines.push(line);
      line = `${" ".repeat(indent)}${word}`;
      left = width - indent - displayWidth(word);
    } else {
      line += begun ? ` ${word}` : word;
      left -= displayWidth(word) + (begun ? 1 : 0);
    }
    begun = true;
  }
  return [...lines, line];
}

/** Columns on the screen: without the escape codes of a style. */
function visibleLength(text: string): number {
  return displayWidth(text.replace(/\u001b\[[0-9;]*m/g, ""));
}

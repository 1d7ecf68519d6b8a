const width = 80;

/** A prefix and its text on lines of at most 80 columns where spaces allow it; further lines are indented to the prefix. */
export function wrap(prefix: string, text: string): string[] {
  const indent = visibleLength(prefix);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && indent + longer.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line].map((part, index) =>
    `${index === 0 ? prefix : " ".repeat(indent)}${part}`.trimEnd(),
  );
}

/** Length on the screen: without the escape codes of a style. */
function visibleLength(text: string): number {
  return text.replace(/\u001b\[[0-9;]*m/g, "").length;
}

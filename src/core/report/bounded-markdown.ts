import { byteLength } from "./comment/text-size.js";

/** What closing and saying so may take, in bytes. */
const reserve = 400;

/**
 * Markdown of ours in at most so many bytes: its beginning in whole lines, with every fence and fold closed, and a last line that says
 * how much is missing and where it is (`elsewhere`, at most 200 bytes).
 */
export function boundedMarkdown(markdown: string, mostBytes: number, elsewhere: string): string {
  if (byteLength(markdown) <= mostBytes) return markdown;
  const lines = markdown.trimEnd().split("\n");
  const kept: string[] = [];
  let open: Open = { folds: 0 };
  let bytes = reserve;
  for (const line of lines) {
    bytes += byteLength(line) + 1;
    if (bytes > mostBytes) break;
    kept.push(line);
    open = after(open, line);
  }
  const closing = [
    ...(open.fence === undefined ? [] : [open.fence]),
    ...Array.from({ length: open.folds }, () => "\n</details>"),
  ];
  const note = `**${lines.length - kept.length} more lines are not shown here.** ${elsewhere}`;
  return `${[...kept, ...closing, "", note].join("\n")}\n`;
}

/** What is open after a line. */
interface Open {
  readonly fence?: string;
  readonly folds: number;
}

function after({ fence, folds }: Open, line: string): Open {
  if (fence !== undefined) return line === fence ? { folds } : { fence, folds };
  const begun = /^`{3,}/.exec(line)?.[0];
  if (begun !== undefined) return { fence: begun, folds };
  return { folds: folds + line.split("<details>").length - line.split("</details>").length };
}

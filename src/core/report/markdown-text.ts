import { inert } from "./inert.js";

/**
 * Text as Markdown shows it literally: no markup, no HTML. Mentions, references and links are looked for in
 * the finished page, where entities say what they stand for; a space without width keeps those apart.
 */
export function inertMarkdown(text: string): string {
  return withoutLinks(inert(text).replace(/[\\`*_{}[\]()#+!~$-]/g, (character) => `\\${character}`));
}

/** A sentence of ours: what stands between two backticks is code, all else is literal. */
export function inertProse(text: string): string {
  return text
    .split(/(?<!`)`([^`\n]+)`(?!`)/)
    .map((part, index) => (index % 2 === 0 ? inertMarkdown(part) : codeSpan(part)))
    .join("");
}

/** Text as HTML inside Markdown shows it literally: there nothing but HTML has a meaning. */
export function inertHtml(text: string): string {
  return withoutLinks(inert(text));
}

function withoutLinks(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/@|#(?=\d)|:(?=\/\/)|www(?=\.)|\bGH(?=\\?-)/gi, "$&&#8203;");
}

/** Text as a code span that it cannot end. */
export function codeSpan(text: string): string {
  const safe = inert(text);
  const ticks = "`".repeat(longestRun(safe, "`") + 1);
  const padding = /^`|`$|^ .*[^ ].* $/.test(safe) ? " " : "";
  return safe === "" ? "" : `${ticks}${padding}${safe}${padding}${ticks}`;
}

/** A table of Markdown. A cell cannot leave its place: every pipe in it is escaped, which tables undo before anything else is read. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "-")), ...rows.map(line)].join("\n");
}

/** Text as a fenced block that it cannot close. Line breaks are kept; everything else active is escaped. */
export function fenced(text: string, language: string): string {
  const safe = text.split("\n").map(inert).join("\n");
  const fence = "`".repeat(Math.max(3, longestRun(safe, "`") + 1));
  return `${fence}${language}\n${safe}\n${fence}`;
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let current = 0;
  for (const each of text) {
    current = each === character ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}

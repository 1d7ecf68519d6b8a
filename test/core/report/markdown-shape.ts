/** The lines that are not in a fenced block (CommonMark), and whether every block is closed. */
export function outsideOfFences(markdown: string): { readonly prose: string[]; readonly balanced: boolean } {
  const prose: string[] = [];
  let fence = "";
  for (const line of markdown.split("\n")) {
    const run = /^ {0,3}(`{3,})/.exec(line)?.[1] ?? "";
    if (fence === "" && /^ {0,3}`{3,}[^`]*$/.test(line)) fence = run;
    else if (fence === "") prose.push(line);
    else if (run.length >= fence.length && line.trim() === run) fence = "";
  }
  return { prose, balanced: fence === "" };
}

/** A line without its code spans: a run of backticks, and what is up to the next run as long (CommonMark). */
export const withoutCode = (line: string): string =>
  line.replace(/(?<![\\`])(`+)(?!`)(?:(?!\1(?!`)).|(?<=`)`)*?(?<!`)\1(?!`)/g, "code");

/** How often a part occurs. */
export const count = (text: string, part: string): number => text.split(part).length - 1;

/** Tables, as lists of their rows. */
export function tablesIn(lines: readonly string[]): string[][] {
  const tables: string[][] = [];
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith("| ")) continue;
    if (lines[index - 1]?.startsWith("| ") === true) tables.at(-1)?.push(line);
    else tables.push([line]);
  }
  return tables;
}

/** Boundaries of a row: pipes that no backslash stands before (GFM, tables extension). */
export const cellsIn = (row: string): number => [...row.matchAll(/(?<!\\)\|/g)].length;

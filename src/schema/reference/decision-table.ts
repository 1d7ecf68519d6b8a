/** The decision table in the doc comment of a module: the Markdown table whose first column is `#`. */
export function decisionTable(source: string): string {
  const lines = source.split("\n").flatMap((line) => / \* (\|.*\|)$/.exec(line)?.slice(1) ?? []);
  const start = lines.findIndex((line) => line.startsWith("| # |"));
  if (start < 0) throw new Error("the module's doc comment has no decision table");
  return lines.slice(start).join("\n");
}

import { lookedAt, notLookedAt, type Walked } from "../model/report.js";
import { inertMarkdown, inertProse } from "./markdown-text.js";

/** What was seen in each organization as Markdown: the verdict, what is wrong with the files, the organizations, those nobody could look at; then further blocks. */
export function walkedMarkdown<T extends object>(
  verdict: string,
  report: Walked<T>,
  blocksOf: (organization: T) => readonly string[],
  last: readonly string[] = [],
): string {
  const blocks = [
    `### ${inertMarkdown(verdict)}`,
    ...report.findings
      .filter(({ severity }) => severity !== "note")
      .map(({ severity, message }) => `- ${severity}: ${inertProse(message)}`),
    ...lookedAt(report).flatMap(blocksOf),
    ...notLookedAt(report).map(
      ({ organization, failure }) => `**${inertMarkdown(organization)}**: ${inertMarkdown(failure)}`,
    ),
    ...last,
  ];
  return `${blocks.join("\n\n")}\n`;
}

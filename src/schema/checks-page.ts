import { checkTable } from "../core/validate/check-table/table.js";

const chapters: readonly (readonly [title: string, start: RegExp])[] = [
  ["Files", /^file\//],
  ["YAML", /^yaml\//],
  ["The configuration", /^config\//],
  ["Tasks", /^task\//],
  ["Variables", /^vars\//],
  ["Response rules and answers", /^response\//],
  ["Selectors", /^selector\//],
  ["Commands", /^command\//],
  ["The language of rules", /^rule\//],
  ["Silencing", /^ignore\//],
  ["Plans", /^plan\//],
  ["Limits and policy", /^policy\//],
];

const introduction = `# Checks

What lctasks looks for, by id. An error makes the files invalid (exit code 3); a warning or a note does not. What a limit
or policy refuses is held: it is not applied, and the exit code is 4.
Each finding says where it is and what to do; this page says why. It is made from the code by \`npm run generate\`.

A task's \`ignore\`, or that of \`lctasks.yaml\` for the whole project, silences a check or gives it another severity, with a
reason that reviewers see:

\`\`\`yaml
ignore:
  - { check: command/late-process, reason: "the pid is that of a service that never restarts" }
  - { check: selector/fleet-wide, severity: note, reason: "meant for every sensor" }
\`\`\`

Errors say that something cannot run: they stay. Limits and policy yield only to \`acknowledge\` in the task, and to \`limits\` and
\`policy\` in the configuration.
`;

/** The text of docs/checks.md. */
export function checksPage(): string {
  const ids = [...checkTable.keys()].toSorted();
  const parts = chapters.map(([title, start]) => {
    const own = ids.filter((id) => start.test(id));
    return [`## ${title}\n`, ...own.map(section)].join("\n");
  });
  return [introduction, ...parts].join("\n");
}

function section(id: string): string {
  const pages = checkTable.get(id) ?? [];
  const severities = [...new Set(pages.flatMap((page) => page.severities))].join(" or ");
  const texts = pages.map(({ about, fix }) => `${about}${fix === undefined ? "" : `\n\nFix: ${fix}`}`);
  return `### ${id}\n\n*${severities}*\n\n${[...new Set(texts)].join("\n\n")}\n`;
}

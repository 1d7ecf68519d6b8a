import { commandChecks } from "../../core/command/checks/table.js";
import { ruleChecks } from "../../core/detection/checks/table.js";
import { selectorChecks } from "../../core/selector/checks/table.js";
import type { CheckPage } from "./check-page.js";
import { fileChecks } from "./files.js";
import { readingChecks } from "./languages.js";
import { planChecks } from "./plans.js";

/** Every check by its id; an id that several checks share has all they say. */
export const checkPages: ReadonlyMap<string, readonly CheckPage[]> = collected();

function collected(): ReadonlyMap<string, readonly CheckPage[]> {
  const pages = new Map<string, CheckPage[]>();
  const add = (check: string, page: CheckPage) => pages.set(check, [...(pages.get(check) ?? []), page]);
  for (const [check, page] of Object.entries({ ...fileChecks, ...readingChecks, ...planChecks }))
    add(check, page);
  for (const { check, ...page } of [...selectorChecks, ...commandChecks, ...ruleChecks]) add(check, page);
  return pages;
}

const chapters: readonly (readonly [title: string, start: RegExp])[] = [
  ["Files", /^file\//],
  ["YAML", /^yaml\//],
  ["The configuration", /^config\//],
  ["Tasks", /^task\//],
  ["Response rules and answers", /^response\//],
  ["Selectors", /^selector\//],
  ["Commands", /^command\//],
  ["The language of rules", /^rule\//],
  ["Plans", /^plan\//],
  ["Limits and policy", /^policy\//],
];

const introduction = `# Checks

What lctasks looks for, by id. An error makes the files invalid (exit code 3); a warning or a note does not. What a limit
or policy refuses is held: it is not applied, and the exit code is 4.
Each finding says where it is and what to do; this page says why. It is made from the code by \`npm run generate\`.
`;

/** The text of docs/checks.md. */
export function checksPage(): string {
  const ids = [...checkPages.keys()].toSorted();
  const parts = chapters.map(([title, start]) => {
    const own = ids.filter((id) => start.test(id));
    return [`## ${title}\n`, ...own.map(section)].join("\n");
  });
  return [introduction, ...parts].join("\n");
}

function section(id: string): string {
  const pages = checkPages.get(id) ?? [];
  const severities = [...new Set(pages.flatMap((page) => page.severities))].join(" or ");
  const texts = pages.map(({ about, fix }) => `${about}${fix === undefined ? "" : `\n\nFix: ${fix}`}`);
  return `### ${id}\n\n*${severities}*\n\n${[...new Set(texts)].join("\n\n")}\n`;
}

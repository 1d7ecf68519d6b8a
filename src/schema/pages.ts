import { checksPage } from "./checks-page.js";
import { fill } from "./reference/fill.js";
import { sections } from "./reference/sections.js";

/** Reads a file of the repository, by its path below the root. */
export type Read = (path: string) => string;

const withSections = ["docs/tasks.md", "docs/configuration.md", "docs/deciding.md", "docs/scale.md"];

/** The pages of docs/ that have something from the code, as they should be: path and text. */
export function pages(read: Read): readonly (readonly [path: string, text: string])[] {
  const parts = sections(read);
  return [
    ["docs/checks.md", checksPage()],
    ...withSections.map((path) => [path, fill(read(path), parts)] as const),
  ];
}

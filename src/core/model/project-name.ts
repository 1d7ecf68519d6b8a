/** Names of projects and tasks, as `schema/words.ts` has them. */
const pattern = /^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$/;

export const isProjectName = (text: string): boolean => pattern.test(text);

/** A project's name made of any text, for example of a folder's name; `tasks` when nothing of it is left. */
export function projectNameOf(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .slice(0, 64)
    .replace(/^[_-]+|[_-]+$/g, "");
  return isProjectName(name) ? name : "tasks";
}

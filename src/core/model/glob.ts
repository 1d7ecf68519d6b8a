import { matchesWildcard } from "./wildcard.js";

/** A glob in parts: one name pattern for each level, `**` for any number of levels. */
export type GlobParts = readonly string[];

/** Most alternatives that braces may make. */
const mostAlternatives = 1000;

/**
 * The globs that `{a,b}` stands for, each in parts; undefined when they are more than 1,000. Braces may be nested. Braces without a
 * comma, and those that are not closed, are ordinary characters, as are all others but `*` and `?`.
 */
export function globParts(glob: string): readonly GlobParts[] | undefined {
  return expandBraces(glob)?.map(partsOf);
}

/** `**` beside `**` says nothing new, and at the end it means every file below. */
function partsOf(glob: string): GlobParts {
  const parts = glob.split("/").filter((part) => part !== "" && part !== ".");
  const collapsed = parts.filter((part, index) => part !== "**" || parts[index - 1] !== "**");
  return collapsed.at(-1) === "**" ? [...collapsed, "*"] : collapsed;
}

/** The globs without braces that a glob stands for; undefined when they are more than 1,000. */
export function expandBraces(glob: string): readonly string[] | undefined {
  let globs: ReadonlySet<string> = new Set([glob]);
  for (;;) {
    const expanded = new Set([...globs].flatMap(expandOnce));
    if (expanded.size > mostAlternatives) return undefined;
    if ([...expanded].every((one) => globs.has(one))) return [...expanded];
    globs = expanded;
  }
}

/** What the first braces stand for that have a comma and no braces in them. */
function expandOnce(glob: string): string[] {
  const match = /\{[^{}]*,[^{}]*\}/.exec(glob);
  if (match === null) return [glob];
  const [braces] = match;
  const before = glob.slice(0, match.index);
  const after = glob.slice(match.index + braces.length);
  return braces
    .slice(1, -1)
    .split(",")
    .map((choice) => `${before}${choice}${after}`);
}

/** True when a path, relative and with `/`, matches a glob. As for files that are found, wildcards match no name that begins with a dot. */
export function matchesGlob(glob: string, path: string): boolean {
  return (globParts(glob) ?? []).some((parts) => matchesParts(parts, path.split("/")));
}

function matchesParts([part, ...rest]: GlobParts, names: readonly string[]): boolean {
  const [name, ...below] = names;
  if (part === undefined) return name === undefined;
  if (part === "**")
    return matchesParts(rest, names) || (isPlain(name) && matchesParts([part, ...rest], below));
  if (name === undefined) return false;
  if (!/[*?]/.test(part)) return part === name && matchesParts(rest, below);
  return isPlain(name) && matchesWildcard(part, name) && matchesParts(rest, below);
}

const isPlain = (name: string | undefined): boolean => name !== undefined && !name.startsWith(".");

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
  const braces = innermostBraces(glob);
  if (braces === undefined) return [glob];
  const [before, inside, after] = braces;
  const made = new Set<string>();
  for (const choice of inside.split(",")) {
    const further = expandBraces(`${before}${choice}${after}`);
    if (further === undefined) return undefined;
    for (const one of further) made.add(one);
    if (made.size > mostAlternatives) return undefined;
  }
  return [...made];
}

/** The text before, inside and after the first pair of braces that has a comma and no braces in it. */
function innermostBraces(glob: string): readonly [string, string, string] | undefined {
  const match = /\{([^{}]*,[^{}]*)\}/.exec(glob);
  if (match === null) return undefined;
  return [glob.slice(0, match.index), match[1] ?? "", glob.slice(match.index + match[0].length)];
}

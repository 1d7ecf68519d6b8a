import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { compareText } from "../../core/model/finding.js";
import { matchesWildcard } from "../../core/model/wildcard.js";
import type { FoundFile } from "../../ports/files.js";
import { type GlobParts, globParts } from "../../core/model/glob.js";
import { codeOf, isInside, readInside, readRegular, type Root } from "./read-file.js";

/** A directory on the way, and the parts of the glob that are still to match below it. */
interface Step {
  /** Path from the root, empty or with a slash at its end. */
  readonly path: string;
  /** Absolute, with links resolved. */
  readonly real: string;
  readonly parts: GlobParts;
}

interface Search {
  readonly root: Root;
  readonly found: FoundFile[];
  /** Directories still to look into. Those behind links come last, so that a file is found by its own path where it has one. */
  readonly plain: Step[];
  readonly linked: Step[];
  /** What was looked into already: links that lead around in a circle end here. */
  readonly seen: Set<string>;
}

/** Never looked into by a wildcard, like every name that begins with a dot. */
const skipped: ReadonlySet<string> = new Set(["node_modules"]);

/**
 * The files that match a glob with `**`, `*`, `?` and `{a,b}`. Wildcards match no name that begins with a dot and do not look into
 * `node_modules`. What leads out of the root is reported instead of read.
 */
export function findInside(root: Root, glob: string): readonly FoundFile[] {
  const alternatives = globParts(glob);
  if (alternatives === undefined)
    return [{ path: glob, problem: "unreadable", detail: "its braces make too many alternatives" }];
  return alternatives.flatMap((parts) => findParts(root, parts));
}

function findParts(root: Root, parts: GlobParts): readonly FoundFile[] {
  const search: Search = {
    root,
    found: [],
    plain: [{ path: "", real: root.real, parts }],
    linked: [],
    seen: new Set(),
  };
  for (;;) {
    const own = search.plain.pop();
    const step = own ?? search.linked.shift();
    if (step === undefined) return search.found;
    const id = `${step.parts.length}:${step.real}`;
    if (search.seen.has(id)) {
      if (own === undefined) search.found.push(linkedTwice(root, step));
      continue;
    }
    search.seen.add(id);
    follow(search, step);
  }
}

/** A link to a folder that was looked into by another path: its files are there once. */
function linkedTwice(root: Root, { path, real }: Step): FoundFile {
  const target = relative(root.real, real).replaceAll(sep, "/");
  const detail = `it is a link to ${target === "" ? "the root" : target}`;
  return { path: path.slice(0, -1), problem: "linked", detail };
}

function follow(search: Search, step: Step): void {
  const [part, ...rest] = step.parts;
  if (part === undefined) return;
  if (part === "**") {
    search.plain.push({ ...step, parts: rest });
    for (const entry of entriesOf(search, step)) descend(search, step, entry, step.parts);
  } else if (!/[*?]/.test(part)) {
    followName(search, step, part);
  } else {
    for (const entry of entriesOf(search, step)) {
      if (!matchesWildcard(part, entry.name)) continue;
      if (rest.length > 0) descend(search, step, entry, rest);
      else take(search, step, entry);
    }
  }
}

/** A part without wildcards names one thing; it may be hidden. */
function followName(search: Search, step: Step, name: string): void {
  const path = `${step.path}${name}`;
  if (step.parts.length > 1)
    return enter(search, { path: `${path}/`, real: join(step.real, name), parts: step.parts.slice(1) });
  if (isDirectory(join(step.real, name))) return;
  const file = readInside(search.root, path);
  if (file !== undefined) search.found.push(file);
}

function descend(search: Search, step: Step, entry: Dirent, parts: GlobParts): void {
  const isLink = entry.isSymbolicLink();
  if (!isLink && !entry.isDirectory()) return;
  const below = { path: `${step.path}${entry.name}/`, real: join(step.real, entry.name), parts };
  if (isLink) enter(search, below);
  else search.plain.push(below);
}

/** Goes into a directory that may be a link, if there is one. */
function enter(search: Search, step: Step): void {
  if (!isDirectory(step.real)) return;
  const real = realpathSync(step.real);
  if (isInside(search.root, real)) {
    (real === step.real ? search.plain : search.linked).push({ ...step, real });
  } else {
    search.found.push({ path: step.path.slice(0, -1), problem: "outside", detail: `it leads to ${real}` });
  }
}

function take(search: Search, step: Step, entry: Dirent): void {
  const path = `${step.path}${entry.name}`;
  const absolute = join(step.real, entry.name);
  const isLink = entry.isSymbolicLink();
  if (isLink ? isDirectory(absolute) : entry.isDirectory()) return;
  const file = isLink ? readInside(search.root, path) : readRegular(path, absolute);
  if (file !== undefined) search.found.push(file);
}

function entriesOf(search: Search, { path, real }: Step): readonly Dirent[] {
  try {
    const entries = readdirSync(real, { withFileTypes: true });
    return entries
      .filter(({ name }) => !name.startsWith(".") && !skipped.has(name))
      .toSorted((a, b) => compareText(a.name, b.name));
  } catch (error) {
    search.found.push({ path: path.slice(0, -1), problem: "unreadable", detail: codeOf(error) });
    return [];
  }
}

/** True for a directory and for a link to one; false for what cannot be looked at. */
function isDirectory(absolute: string): boolean {
  try {
    return statSync(absolute).isDirectory();
  } catch {
    return false;
  }
}

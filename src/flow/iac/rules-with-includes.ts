import { messageOf } from "../../core/model/message-of.js";
import type { Files, FoundFile } from "../../ports/files.js";
import { type FoundRule, rulesInFile } from "../rules-in-file.js";

export interface IncludedRules {
  readonly rules: readonly FoundRule[];
  readonly unreadable: readonly string[];
}

/** The rules of a file of the vendor's and of everything that it includes, each file once. Links are not followed. */
export function rulesWithIncludes(files: Files, first: FoundFile): IncludedRules {
  const seen = new Set<string>();
  const rules: FoundRule[] = [];
  const unreadable: string[] = [];
  const waiting = [first];
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (seen.has(file.path)) continue;
    seen.add(file.path);
    if (!("bytes" in file)) {
      if (file.problem !== "linked") unreadable.push(`${file.path}: ${file.detail}`);
      continue;
    }
    try {
      const found = rulesInFile(file.path, new TextDecoder().decode(file.bytes));
      rules.push(...found.rules);
      const globs = found.includes.map((glob) => besideFile(file.path, glob));
      unreadable.push(
        ...globs.flatMap((glob, index) =>
          glob === undefined ? `${file.path}: ${found.includes[index]} leads out of the repository` : [],
        ),
      );
      waiting.push(...files.find(globs.flatMap((glob) => glob ?? [])));
    } catch (error) {
      unreadable.push(messageOf(error));
    }
  }
  return { rules, unreadable };
}

/** A glob beside a file, from the root; undefined when it leads out of it. */
function besideFile(path: string, glob: string): string | undefined {
  const parts = path.split("/").slice(0, -1);
  for (const part of glob.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return glob.startsWith("/") ? undefined : parts.join("/");
}

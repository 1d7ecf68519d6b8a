import { isJsonObject } from "../../core/model/json.js";
import type { GitHub } from "./client.js";

/** The lines that a pull request adds or changes, by file: first and last, 1-based. A file without a patch (binary, too long) has none. */
export async function changedLines(
  github: GitHub,
  pullRequest: number,
): Promise<ReadonlyMap<string, readonly (readonly [number, number])[]>> {
  const path = `/repos/${github.repository}/pulls/${pullRequest}/files`;
  const files = await github.list(path, "list the pull request's files");
  return new Map(
    files.flatMap((file) => {
      if (!isJsonObject(file) || typeof file["filename"] !== "string") return [];
      const patch = typeof file["patch"] === "string" ? file["patch"] : "";
      return [[file["filename"], addedIn(patch)] as const];
    }),
  );
}

/** Runs of added lines of a patch, by their numbers in the new file. */
function addedIn(patch: string): [number, number][] {
  const added: [number, number][] = [];
  let line = 0;
  for (const text of patch.split("\n")) {
    const start = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(text)?.[1];
    if (start !== undefined) line = Number(start) - 1;
    else if (!text.startsWith("-") && !text.startsWith("\\")) line += 1;
    if (start === undefined && text.startsWith("+")) extend(added, line);
  }
  return added;
}

function extend(ranges: [number, number][], line: number): void {
  const last = ranges.at(-1);
  if (last?.[1] === line - 1) last[1] = line;
  else ranges.push([line, line]);
}

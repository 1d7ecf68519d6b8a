import { lookedAt, notLookedAt, type Walked } from "../model/report.js";
import type { OrganizationStatus } from "../model/status-report.js";
import { inert } from "./inert.js";
import { instant } from "./instant.js";
import { countWords, stageWords } from "./status-words.js";

/** What a look says of each run and each organization that could not be looked at, by name: one line each, without the time. */
export function watchLines(report: Walked<OrganizationStatus>): ReadonlyMap<string, string> {
  const runs = lookedAt(report).flatMap(({ organization, nowMs, tasks }) =>
    tasks.flatMap(({ task, status }) => {
      if (status === undefined) return [];
      const { asOfMs: _old, ...counts } = status.counts;
      const words = `run ${status.run} ${stageWords[status.stage]}: ${countWords(counts, nowMs)}`;
      return [[`${organization} ${task}`, words] as const];
    }),
  );
  const failed = notLookedAt(report).map(({ organization, failure }) => [organization, failure] as const);
  return new Map([...runs, ...failed]);
}

/** The lines that are not as they were, for a log; empty when nothing is new. */
export function newLines(before: ReadonlyMap<string, string>, report: Walked<OrganizationStatus>): string {
  const at = Math.max(0, ...lookedAt(report).map(({ nowMs }) => nowMs));
  const time = at === 0 ? "" : `${instant(at)}  `;
  return [...watchLines(report)]
    .filter(([name, words]) => before.get(name) !== words)
    .map(([name, words]) => `${time}${inert(`${name}  ${words}`)}\n`)
    .join("");
}

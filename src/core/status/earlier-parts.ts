import { latestRun, partsOfLatest, type TaskRow } from "../model/ledger.js";
import type { RunCounts } from "../model/status-report.js";
import { countsOf } from "./counts.js";
import type { SeeRun } from "./observed.js";

/** What is told of the sensors of earlier parts, and in which words. */
const told: readonly (readonly [name: keyof RunCounts, word: string])[] = [
  ["delivered", "delivered"],
  ["pending", "waiting"],
  ["expired", "expired"],
  ["notTaskable", "not taskable"],
  ["unknown", "unknown"],
];

/**
 * What became of the parts of the run in force before its last one, waves or rounds of newcomers, as far as the ledger keeps them: a
 * sentence, or nothing where there are none. Periods stand for themselves.
 */
export function earlierParts(row: TaskRow | undefined, see: SeeRun): string[] {
  const latest = row && latestRun(row);
  const earlier = row === undefined ? [] : partsOfLatest(row).filter((run) => run !== latest);
  if (earlier.length === 0) return [];
  const parts = earlier.length === 1 ? "1 earlier part" : `${earlier.length} earlier parts`;
  const counts = earlier.map((run): RunCounts => {
    const seen = see(run);
    return seen === undefined ? {} : countsOf(run, seen);
  });
  if (counts.some(({ targeted }) => targeted === undefined))
    return [`${parts} of this run, for nobody knows how many sensors`];
  const sumOf = (name: keyof RunCounts): number => counts.reduce((sum, each) => sum + (each[name] ?? 0), 0);
  const sums = told.map(([name, word]) => [sumOf(name), word] as const).filter(([sum]) => sum > 0);
  const became = sums.map(([sum, word]) => `${sum} ${word}`).join(", ");
  return [`${parts} of this run, for ${sumOf("targeted")} sensors: ${became}`];
}

import { compareText } from "../model/finding.js";
import type { DetectionSeen, RecentDetections } from "../model/detection.js";
import type { Ledger } from "../model/ledger.js";
import type { RuleDetections, TaskStatus } from "../model/status-report.js";

/** What was found, or why it could not be looked at. */
export type DetectionsRead =
  | { readonly sinceMs: number; readonly found: RecentDetections }
  | { readonly unreadable: string };

/** The tasks with what the rules that the ledger knows to be theirs detected; tasks without a rule stay as they are. */
export function withDetections(
  tasks: readonly TaskStatus[],
  { rules }: Pick<Ledger, "rules">,
  read: DetectionsRead,
): TaskStatus[] {
  const taskOf = new Map(Object.entries(rules).map(([key, { task }]) => [key, task]));
  const withRule = new Set(taskOf.values());
  const byTask = new Map<string, DetectionSeen[]>();
  for (const each of "found" in read ? read.found.detections : []) {
    const task = taskOf.get(each.rule);
    if (task === undefined) continue;
    const known = byTask.get(task);
    if (known === undefined) byTask.set(task, [each]);
    else known.push(each);
  }
  return tasks.map((task) =>
    withRule.has(task.task) ? { ...task, detections: told(read, byTask.get(task.task) ?? []) } : task,
  );
}

function told(read: DetectionsRead, own: readonly DetectionSeen[]): RuleDetections {
  if ("unreadable" in read) return read;
  const { sinceMs, found } = read;
  const lastMs = own.reduce((last, { atMs }) => Math.max(last, atMs), 0);
  return {
    sinceMs,
    count: own.length,
    ...(found.isCut ? { isCut: true as const } : {}),
    ...(own.length === 0 ? {} : { lastMs }),
    names: [...new Set(own.map(({ name }) => name))].toSorted(compareText),
  };
}

import { couldBeLookedAt, lookedAt, type Walked } from "../model/report.js";
import type { OrganizationStatus, RunStatus } from "../model/status-report.js";

/** How long after its end a run is still told of: a daily look sees the end at least once, a missed one as well. Milliseconds. */
const toldAfterEndMs = 3 * 24 * 3_600_000;

/** The commits whose runs are on their way, or ended not long ago: those issued last come first, at most so many. */
export function commitsUnderWay(report: Walked<OrganizationStatus>, most: number): string[] {
  const latest = new Map<string, number>();
  for (const { nowMs, tasks } of lookedAt(report)) {
    for (const { status } of tasks) {
      if (status?.commit === undefined || nowMs > status.expiresAtMs + toldAfterEndMs) continue;
      latest.set(status.commit, Math.max(latest.get(status.commit) ?? 0, issuedAt(status)));
    }
  }
  return [...latest]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([commit]) => commit);
}

const issuedAt = ({ issuedAtMs, expiresAtMs }: RunStatus): number => issuedAtMs ?? expiresAtMs;

/** The status of what one commit issued; organizations in which it issued nothing are left out. */
export function issuedBy(report: Walked<OrganizationStatus>, commit: string): Walked<OrganizationStatus> {
  const organizations = report.organizations.flatMap((each): (typeof each)[] => {
    if (!couldBeLookedAt(each)) return [each];
    const tasks = each.tasks.filter(({ status }) => status?.commit === commit);
    return tasks.length === 0 ? [] : [{ ...each, tasks }];
  });
  return { ...report, organizations };
}

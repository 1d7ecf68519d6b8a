import { lookedAt, type Walked } from "../model/report.js";
import type { OrganizationStatus, RunStatus } from "../model/status-report.js";

/** How long after the issue a listing may still show nothing of it, in milliseconds. */
const settleMs = 60_000;

/** True while a sensor may still get something: somebody waits, or nobody can tell yet. */
export function stillWaits(report: Walked<OrganizationStatus>): boolean {
  return lookedAt(report).some(({ tasks, nowMs }) =>
    tasks.some(({ status }) => status !== undefined && isOpen(status, nowMs)),
  );
}

function isOpen({ stage, counts, issuedAtMs, expiresAtMs }: RunStatus, nowMs: number): boolean {
  if ((counts.pending ?? 0) > 0 || stage === "pending") return nowMs < expiresAtMs + settleMs;
  if (stage === "unseen") return nowMs < expiresAtMs;
  return stage === "left" && issuedAtMs !== undefined && nowMs < issuedAtMs + settleMs;
}

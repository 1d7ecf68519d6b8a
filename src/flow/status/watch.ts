import { hasErrors } from "../../core/model/finding.js";
import { notLookedAt, type Walked } from "../../core/model/report.js";
import type { OrganizationStatus } from "../../core/model/status-report.js";
import { stillWaits } from "../../core/status/waits.js";
import type { Clock } from "../../ports/clock.js";

/** Looks one after the other in which something failed, before it counts as broken. */
const mostFailures = 5;
/** How often a sleeping watch asks whether it should stop, in milliseconds. */
const napMs = 1000;

export interface Watch {
  readonly look: () => Promise<Walked<OrganizationStatus>>;
  readonly show: (report: Walked<OrganizationStatus>) => void;
  readonly clock: Pick<Clock, "sleep">;
  /** From the end of a look to the next. */
  readonly everyMs: number;
  readonly stopping: () => boolean;
}

/** Why a watch ended, as the end of a sentence. */
export type WatchEnd =
  | "nothing waits any more"
  | "somebody stopped it"
  | "it failed five times"
  | "the files are invalid";

/** Looks again and again until nothing waits any more: one look is never begun before the one before it is shown. */
export async function watchStatus({ look, show, clock, everyMs, stopping }: Watch): Promise<{
  readonly report: Walked<OrganizationStatus>;
  readonly end: WatchEnd;
}> {
  for (let failures = 0; ; ) {
    const report = await look();
    show(report);
    const end = endOf(report, { failures, stopped: stopping() });
    if (end !== undefined) return { report, end };
    failures = notLookedAt(report).length === 0 ? 0 : failures + 1;
    for (let left = everyMs; left > 0 && !stopping(); left -= napMs) await clock.sleep(Math.min(left, napMs));
    if (stopping()) return { report, end: "somebody stopped it" };
  }
}

function endOf(
  report: Walked<OrganizationStatus>,
  { failures, stopped }: { readonly failures: number; readonly stopped: boolean },
): WatchEnd | undefined {
  if (hasErrors(report.findings)) return "the files are invalid";
  if (stopped) return "somebody stopped it";
  if (notLookedAt(report).length > 0)
    return failures + 1 >= mostFailures ? "it failed five times" : undefined;
  return stillWaits(report) ? undefined : "nothing waits any more";
}

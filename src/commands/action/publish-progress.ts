import type { Walked } from "../../core/model/report.js";
import type { OrganizationStatus } from "../../core/model/status-report.js";
import { markerOf } from "../../core/report/comment/marker.js";
import { commitsUnderWay } from "../../core/status/issued-by.js";
import { publish, type PublishMode, type PublishResult } from "../../flow/publish.js";
import type { CodeHost } from "../../ports/code-host.js";
import { progressText, type WrittenBy } from "./bodies.js";

/** Each is two or three requests to GitHub. */
const mostPullRequests = 20;

/**
 * The comments of merged pull requests whose runs are on their way become how far these are. The ledger knows the commit of each run,
 * the host the pull request of each commit. Only a comment that exists is changed, unless `mode` says always.
 */
export async function publishProgress(
  report: Walked<OrganizationStatus>,
  { host, by, mode }: { readonly host: CodeHost; readonly by: WrittenBy; readonly mode: PublishMode },
): Promise<PublishResult | undefined> {
  const marker = markerOf({ project: report.project, configuration: by.configuration });
  const says = { changes: false, anything: false };
  for (const commit of commitsUnderWay(report, mostPullRequests)) {
    const pullRequest = await host.mergedWith(commit);
    if (pullRequest === undefined) continue;
    const body = await progressText(report, commit, by);
    const result = await publish(host.comments(pullRequest), { mode, marker, body, says });
    if (result.result === "not allowed") return result;
  }
  return undefined;
}

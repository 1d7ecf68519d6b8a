import type { RunRow } from "../model/ledger.js";
import type { RunCounts, RunStage, RunStatus } from "../model/status-report.js";
import { countsOf } from "./counts.js";
import { lostOf } from "./lost.js";
import { phaseOf } from "./phase.js";
import { type RunSeen, tallyOf } from "./run-seen.js";
import { waitingOf } from "./waiting.js";

/** How far a run is, as far as anybody can know. */
export function runStatus(run: RunRow, seen: RunSeen): RunStatus {
  const counts = countsOf(run, seen);
  const lost = phaseOf(run, seen.nowMs) === "ended" ? 0 : lostOf(run, seen);
  const { issuedAtMs, cancelledAtMs, commit, author, foreign } = run;
  return {
    run: run.run,
    token: run.token,
    taskIds: run.taskIds,
    how: run.how,
    stage: stageOf(run, seen, { counts, lost }),
    ...(issuedAtMs === undefined ? {} : { issuedAtMs }),
    ...(cancelledAtMs === undefined ? {} : { cancelledAtMs }),
    expiresAtMs: run.expiresAtMs,
    ...(commit === undefined ? {} : { commit }),
    ...(author === undefined ? {} : { author }),
    ...(foreign === undefined ? {} : { coverage: "unknown" as const }),
    counts,
    ...(lost === 0 ? {} : { lost }),
    ...waitingOf(seen),
    ...looksOf(run),
  };
}

/** What the ledger kept of earlier looks, without who waited. */
function looksOf({ observed = [] }: RunRow): Pick<RunStatus, "observed"> {
  if (observed.length === 0) return {};
  return {
    observed: observed.map(({ atMs, pending, delivered }) => ({
      atMs,
      pending,
      ...(delivered === undefined ? {} : { delivered }),
    })),
  };
}

function stageOf(
  run: RunRow,
  seen: RunSeen,
  { counts, lost }: { readonly counts: RunCounts; readonly lost: number },
): RunStage {
  const { state } = tallyOf(seen);
  if (run.state !== "issued") return run.state;
  if (state === "somewhere" || state === "listed") return lost > 0 ? "probably-cancelled" : "pending";
  const phase = phaseOf(run, seen.nowMs);
  if (phase === "ended") return "ended";
  if (state === "unreadable") return "unseen";
  if (lost > 0) return "probably-cancelled";
  return phase === "open" && counts.delivered !== undefined && counts.unknown === 0 ? "delivered" : "left";
}

import { answerEvents } from "../core/command/answers.js";
import type { Evidence, EvidenceByToken } from "../core/model/evidence.js";
import { type Ledger, latestRun, type RunRow } from "../core/model/ledger.js";
import { messageOf } from "../core/model/message-of.js";
import type { Fleet } from "../core/model/observation.js";
import type { QueueReading } from "../core/model/queue.js";
import { indexQueue } from "../core/plan/queue-index.js";
import { reachedBy } from "../core/plan/reach.js";
import type { ReadableOrganization } from "../ports/organization.js";
import { taskingSpeakers } from "./tasking-speakers.js";

/** How many unresolved runs are looked after at a time, and at how many of their sensors. */
const mostRuns = 5;
const mostSensors = 5;

/** The extension's own word that it took a task (reference: API, 4.5). */
const feedback = "add_task";

/**
 * Looks for signs of unresolved runs that the queue does not show: the extension's own feedback, and answers of a few of their sensors.
 * Usually there are none of these runs, and nothing is asked.
 */
export async function observeEvidence(
  organization: ReadableOrganization,
  { ledger, queue, fleet }: { readonly ledger: Ledger; readonly queue: QueueReading; readonly fleet: Fleet },
): Promise<EvidenceByToken> {
  if (!queue.readable) return new Map();
  const entries = indexQueue(queue.entries);
  const lost = Object.values(ledger.tasks).flatMap((row) => {
    const run = row.tombstone === undefined ? latestRun(row) : undefined;
    const isLost =
      run?.state === "unresolved" && !run.exactContext && entries.withToken(run.token).length === 0;
    return isLost ? [run] : [];
  });
  const looked = await Promise.all(
    lost.slice(0, mostRuns).map(async (run) => {
      const found = await signOf(run, organization, fleet).catch(messageOf);
      return found === undefined ? [] : [[run.token, found] as const];
    }),
  );
  return new Map(looked.flat());
}

async function signOf(
  run: RunRow,
  { events }: ReadableOrganization,
  fleet: Fleet,
): Promise<Evidence | undefined> {
  const { token, request, intentAtMs } = run;
  const asked = [
    ...taskingSpeakers(fleet).map((sid) => ({ sid, types: [feedback] })),
    ...nearest(reachedBy(request.target, fleet), fleet).map((sid) => ({
      sid,
      types: answerEvents(request.command),
    })),
  ];
  for (const where of asked) {
    const found = await events.carrying({ ...where, token, sinceMs: intentAtMs - 60_000 });
    if (found !== undefined) return found.event === feedback ? found : withoutTaskId(found);
  }
  return undefined;
}

/** Answers are what hosts say of themselves: they show that a run arrived, and never which task_id we may cancel. */
const withoutTaskId = ({ event, sid }: Evidence): Evidence => ({ event, sid });

/** Those that are online first: they were told at once, and answer soonest. */
function nearest(sids: ReadonlySet<string> | undefined, { online }: Fleet): string[] {
  const all = [...(sids ?? [])];
  return [...all.filter((sid) => online.has(sid)), ...all.filter((sid) => !online.has(sid))].slice(
    0,
    mostSensors,
  );
}

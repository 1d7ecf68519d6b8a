import { messageOf } from "../core/model/message-of.js";
import type { Mention, MentionsRead } from "../core/model/mention.js";
import type { Fleet } from "../core/model/observation.js";
import { type FailuresByToken, failuresByToken, type TaskedRun, unread } from "../core/model/run-failures.js";
import type { Ledger, RunRow } from "../core/model/ledger.js";
import type { ReadableOrganization } from "../ports/organization.js";
import { taskingSpeakers } from "./tasking-speakers.js";

/** Adapters of the extension that are asked; there is one. */
const mostSpeakers = 3;
/** How much earlier than the first intent is looked: clocks differ. */
const marginMs = 60_000;

/**
 * What failed of some runs, as the extension tells it: two listings for all of them together, and none where there are no runs. What cannot
 * be read leaves a doubt, and is never "none".
 */
export async function observeFailures(
  { events }: Pick<ReadableOrganization, "events">,
  runs: readonly (TaskedRun & Pick<RunRow, "intentAtMs">)[],
  { ledger, fleet }: { readonly ledger: Pick<Ledger, "tasks">; readonly fleet: Fleet },
): Promise<FailuresByToken> {
  if (runs.length === 0) return new Map();
  const nobody = (why: string): FailuresByToken => new Map(runs.map(({ token }) => [token, unread(why)]));
  if (fleet.unlisted !== undefined) return nobody(fleet.unlisted);
  const speakers = taskingSpeakers(fleet);
  if (speakers.length === 0) return nobody(noSpeaker);
  if (speakers.length > mostSpeakers)
    return nobody(`${speakers.length} adapters are called like the extension`);
  const sinceMs =
    runs.reduce((first, { intentAtMs }) => Math.min(first, intentAtMs), Number.POSITIVE_INFINITY) - marginMs;
  const listed = (type: string): Promise<MentionsRead> =>
    Promise.all(speakers.map((sid) => events.mentions({ sid, type, sinceMs }))).then(together);
  try {
    const [taken, failed] = await Promise.all([listed("add_task"), listed("task_failure")]);
    return failuresByToken(runs, ledger, { taken, failed });
  } catch (error) {
    return nobody(messageOf(error));
  }
}

const noSpeaker =
  "the organization has no adapter ext-reliable-tasking, through which the extension says what failed";

function together(reads: readonly MentionsRead[]): MentionsRead {
  const mentions: Mention[] = reads.flatMap((read) => read.mentions);
  return { mentions, isCut: reads.some(({ isCut }) => isCut) };
}

import { compareText } from "./finding.js";
import { knownTokens, type Ledger, type RunRow } from "./ledger.js";
import type { Mention, MentionsRead } from "./mention.js";

/** The sensors that a run failed on, as the extension tells it: at least these. */
export interface RunFailures {
  /** Ids of those that it named, each once, in order. */
  readonly sids: readonly string[];
  /** Failures that name no sensor: each counts as one. */
  readonly unnamed: number;
  /** Why there may be others; absent: these are all. */
  readonly doubt?: string;
}

/** The failures of runs, by token. */
export type FailuresByToken = ReadonlyMap<string, RunFailures>;

/** What the extension said: of every task that it took, and of every failure. */
export interface FeedbackRead {
  readonly taken: MentionsRead;
  readonly failed: MentionsRead;
}

/** What identifies a run in the words of the extension. */
export type TaskedRun = Pick<RunRow, "token" | "taskIds">;

/** How many failed in all, those that nobody named included. */
export const failedOf = ({ sids, unnamed }: RunFailures): number => sids.length + unnamed;

/** Failures that nobody could look for, and why. */
export const unread = (doubt: string): RunFailures => ({ sids: [], unnamed: 0, doubt });

/** The failures of some runs together, each sensor once; a run that nobody looked at leaves a doubt. */
export function togetherOf(
  runs: readonly Pick<RunRow, "token">[],
  failures: FailuresByToken | undefined,
): RunFailures {
  const each = runs.map(({ token }) => failures?.get(token) ?? unread("nobody looked for them"));
  const doubt = each.find((one) => one.doubt !== undefined)?.doubt;
  return {
    sids: [...new Set(each.flatMap(({ sids }) => sids))],
    unnamed: each.reduce((sum, { unnamed }) => sum + unnamed, 0),
    ...(doubt === undefined ? {} : { doubt }),
  };
}

/**
 * Which failures are whose. That there are none is only known of a run whose beginning the extension told as well (`add_task`): where it
 * tells nothing, is not kept, or nobody may read it, silence means nothing. A failure is somebody else's only when it names a run that the
 * ledger has or the extension took: any other may be of these runs, under a name that we do not know.
 */
export function failuresByToken(
  runs: readonly TaskedRun[],
  ledger: Pick<Ledger, "tasks">,
  { taken, failed }: FeedbackRead,
): Map<string, RunFailures> {
  const heard = indexOf(taken.mentions);
  const told = indexOf(failed.mentions);
  const known = new Set([...heard.keys(), ...namesOfAll(ledger), ...runs.flatMap(namesOf)]);
  const strays = failed.mentions.filter(
    (mention) => !namesBy(mention).some((name) => known.has(name)),
  ).length;
  return new Map(
    runs.map((run) => {
      const own = [...mentionsOf(run, told)];
      const doubt =
        mentionsOf(run, heard).size === 0
          ? `the extension's own events do not show that it took ${run.token}`
          : failed.isCut
            ? `there are more failures than are read: ${failed.mentions.length} were`
            : strays > 0
              ? `${strays} of the extension's failures do not say which task they are about, or name one that nobody knows`
              : undefined;
      return [run.token, { ...failedSensors(own), ...(doubt === undefined ? {} : { doubt }) }] as const;
    }),
  );
}

function failedSensors(mentions: readonly Mention[]): Pick<RunFailures, "sids" | "unnamed"> {
  return {
    sids: [...new Set(mentions.flatMap(({ sids }) => sids))].toSorted(compareText),
    unnamed: mentions.filter(({ sids }) => sids.length === 0).length,
  };
}

type MentionIndex = ReadonlyMap<string, readonly Mention[]>;

function indexOf(mentions: readonly Mention[]): MentionIndex {
  const index = new Map<string, Mention[]>();
  for (const mention of mentions) {
    for (const name of namesBy(mention)) {
      const known = index.get(name);
      if (known === undefined) index.set(name, [mention]);
      else known.push(mention);
    }
  }
  return index;
}

function mentionsOf(run: TaskedRun, index: MentionIndex): Set<Mention> {
  return new Set(namesOf(run).flatMap((name) => index.get(name) ?? []));
}

const namesOf = ({ token, taskIds }: TaskedRun): string[] => [token, ...taskIds];
const namesBy = ({ taskIds, tokens }: Mention): string[] => [...taskIds, ...tokens];
/** Every name of a run that the ledger has, of any task. */
const namesOfAll = (ledger: Pick<Ledger, "tasks">): string[] => [
  ...knownTokens(ledger),
  ...Object.values(ledger.tasks).flatMap(({ runs }) => runs.flatMap(({ taskIds }) => taskIds)),
];

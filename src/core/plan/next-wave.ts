import { type Buckets, bucketCount, shareOf } from "../model/buckets.js";
import { partsOfLatest, type RunRow } from "../model/ledger.js";
import type { RunPart } from "../model/run-part.js";
import type { HaltOn, Task, Wave } from "../model/task.js";
import { ended, whyStopped } from "./ended-part.js";
import { haltOnText } from "../model/halt-on-text.js";
import { instantText } from "./instant-text.js";
import type { CountPart, NextPart, NextPartInput } from "./part-decision.js";
import { judgeFailures } from "./wave-failures.js";

type Waves = NonNullable<Task["waves"]>;

/** The first wave that reaches anybody; where none does, the first. */
export const firstWave = (waves: Waves, count: CountPart): RunPart =>
  waveAfter(0, waves, count) ?? { wave: { from: 0, to: waves[0]?.buckets ?? bucketCount } };

/** Which wave this is, and whom it reaches with those before it. */
export function waveWords({ to }: Buckets, waves: Waves): string {
  const index = waves.findIndex(({ buckets }) => buckets >= to);
  return `wave ${index + 1} of ${waves.length}, up to ${shareOf(to)} % of the sensors`;
}

export type NextWaveInput = Omit<NextPartInput, "queue">;

/**
 * The next wave of a run: the buckets that were not asked yet, up to the next share of the file. What was asked stands in the ledger, so
 * another share repeats nobody. Undefined when everybody was asked.
 */
export function nextWave(input: NextWaveInput, latest: RunRow): NextPart | undefined {
  const { task, row, nowMs, count } = input;
  const { waves, haltOn } = task;
  const issued = partsOfLatest(row);
  const done = Math.max(...issued.map(({ part }) => part?.wave?.to ?? bucketCount));
  if (done >= bucketCount) return undefined;
  if (waves === undefined) return ended(`${askedWords(done)}, and its file has no waves any more`);
  const stopped = whyStopped(row, issued);
  if (stopped !== undefined) return ended(`${askedWords(done)}, then ${stopped}`);
  const next = waveAfter(done, waves, count);
  if (next?.wave === undefined)
    return {
      state: "later",
      what: `${askedWords(done)}; of the rest none is there now, who comes is asked then`,
    };
  const words = waveWords(next.wave, waves);
  const atMs = (latest.issuedAtMs ?? latest.intentAtMs) + soakOf(done, waves) * 1000;
  if (nowMs < atMs)
    return { state: "later", what: `${words}, follows after the soak, ${instantText(atMs)}`, atMs };
  const due = {
    state: "due" as const,
    part: next,
    reason: `${words}; ${askedWords(done)}, and the soak is over`,
  };
  if (haltOn === undefined) return due;
  const at = { run: latest.run, done };
  if (isConfirmed(haltOn, at)) return { ...due, reason: `${due.reason}; a person confirmed it` };
  const { isHalted, words: failed } = judgeFailures({ ...input, haltOn, issued });
  if (isHalted) return halted(haltOn, { ...at, words, failed });
  return { ...due, reason: `${words}; ${askedWords(done)}, ${failed}, and the soak is over` };
}

const askedWords = (done: number): string => `${shareOf(done)} % were asked`;

/**
 * The soak of the wave that what is done belongs to. After other shares were written that may be the last one, which has none: then that
 * of the wave before it, so that no edit makes a soak vanish.
 */
const soakOf = (done: number, waves: Waves): number =>
  (waves.slice(0, -1).find(({ buckets }) => buckets >= done) ?? waves.at(-2))?.soakSeconds ?? 0;

function isConfirmed(
  { confirmed }: HaltOn,
  { run, done }: { readonly run: number; readonly done: number },
): boolean {
  return confirmed?.run === run && confirmed.buckets >= done;
}

/** The buckets after those that are done, up to the first share at which anybody is reached; undefined when nobody is. Unknown is somebody. */
function waveAfter(done: number, waves: readonly Wave[], count: CountPart): RunPart | undefined {
  for (const { buckets } of waves) {
    const part = { wave: { from: done, to: buckets } };
    if (buckets > done && count(part) !== 0) return part;
  }
  return undefined;
}

interface HaltedAt {
  readonly words: string;
  readonly failed: string;
  readonly run: number;
  readonly done: number;
}

/** Too many failed, or nobody knows how many did: a person looks. */
function halted(haltOn: HaltOn, { words, failed, run, done }: HaltedAt): NextPart {
  const line = haltOnText({ ...haltOn, confirmed: { run, buckets: done } });
  return {
    state: "halted",
    reason: `${words}, waits for a person: ${askedWords(done)}, and ${failed} (\`haltOn\`)`,
    decide: [
      `to let it go on: look at what failed, then write \`${line}\` in its file`,
      "to wait for the soak alone: remove `haltOn` from its file",
      "to leave it at that: remove `waves` and `haltOn` from its file; to begin anew: raise `run`",
    ],
  };
}

import { bucketsFor, shareOf } from "../model/buckets.js";
import type { Finding, Position } from "../model/finding.js";
import { checks } from "./checks.js";
import { durationFindings } from "./durations.js";
import type { Path, Source } from "./source.js";
import type { TaskFile } from "./task.js";

type Waves = NonNullable<TaskFile["waves"]>;

/** What a schema cannot say about waves. */
export function waveFindings({ waves, haltOn, every }: Partial<TaskFile>, source: Source): Finding[] {
  const about = (path: Path, message: string, fix: string): Finding => ({
    check: checks.taskSchedule,
    severity: "error",
    message,
    fix,
    at: source.key(path),
  });
  if (waves === undefined) {
    if (haltOn === undefined) return [];
    const message = "Cannot halt between waves: the run has none";
    return [about(["haltOn"], message, "Write waves, or remove haltOn")];
  }
  const both = "Cannot use waves with every: a period would begin before the last wave of the one before";
  return [
    ...(every === undefined ? [] : [about(["waves"], both, "Remove one of the two")]),
    ...waves.flatMap((wave, index) => stepFindings(wave, index, { waves, source, about })),
    ...(haltOn !== undefined && saysNothing(haltOn)
      ? [about(["haltOn"], noNumber, "Write failures, percent or both, or remove haltOn")]
      : []),
  ];
}

const saysNothing = ({ failures, percent }: NonNullable<TaskFile["haltOn"]>): boolean =>
  failures === undefined && percent === undefined;

const noNumber = "Cannot halt after failures: haltOn says neither how many nor how many percent";

interface Saying {
  readonly waves: Waves;
  readonly source: Source;
  readonly about: (path: Path, message: string, fix: string) => Finding;
}

function stepFindings(
  { percent, soak }: Waves[number],
  index: number,
  { waves, source, about }: Saying,
): Finding[] {
  const path = ["waves", index] as const;
  const before = waves[index - 1]?.percent ?? 0;
  const isLast = index === waves.length - 1;
  const buckets = bucketsFor(percent);
  const share = shareOf(buckets);
  const rises = index === 0 || buckets > bucketsFor(before);
  return [
    ...(rises
      ? []
      : [
          about(
            [...path, "percent"],
            `Cannot reach ${percent} % after ${before} %: each wave reaches more than the one before`,
            "Write the shares in rising order, half a percent or more apart",
          ),
        ]),
    ...(isLast && percent !== 100
      ? [
          about(
            [...path, "percent"],
            `Cannot end waves at ${percent} %: the run would never reach the others`,
            "Write a last wave with percent: 100",
          ),
        ]
      : []),
    ...(!isLast && soak === undefined
      ? [
          about(
            [...path, "percent"],
            `Cannot let the next wave follow this one at once: it has no soak`,
            "Write a soak, for example soak: 2h",
          ),
        ]
      : []),
    ...(share === percent ? [] : [reached(percent, share, source.value([...path, "percent"]))]),
    ...durationFindings({ kind: "task", path: [...path, "soak"], value: soak, minimumSeconds: 1, source }),
  ];
}

const reached = (percent: number, share: number, at: Position): Finding => ({
  check: checks.taskWaveShare,
  severity: "note",
  message: `A wave of ${percent} % reaches ${share} % of the sensors: shares are whole 256ths of the sensor ids`,
  fix: "Nothing to do",
  at,
});

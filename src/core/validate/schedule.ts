import { formatDuration } from "../model/duration.js";
import type { Finding } from "../model/finding.js";
import { checks } from "./checks.js";
import { durationFindings, secondsOf, type WrittenDuration } from "./durations.js";
import type { Source } from "./source.js";
import { type TaskFile, writtenTtl } from "./task.js";
import { waveFindings } from "./waves.js";

/** The shortest period: applies come by a schedule, and none is exact. */
const shortestPeriodSeconds = 3600;

const writtenEvery = (file: Pick<TaskFile, "every">, source: Source): WrittenDuration => ({
  kind: "task",
  path: ["every"],
  value: file.every,
  minimumSeconds: shortestPeriodSeconds,
  source,
});

/** What a schema cannot say about when a run goes on by itself. */
export function scheduleFindings(file: Partial<TaskFile>, source: Source): Finding[] {
  return [
    ...durationFindings(writtenEvery(file, source)),
    ...ttlFindings(file, source),
    ...withoutPeriod(file, source),
    ...exactFindings(file, source),
    ...coverageFindings(file, source),
    ...waveFindings(file, source),
  ];
}

/** The TTL in force is never longer than the period: else a sensor that returns would run several copies, one after the other. */
function ttlFindings(file: Partial<TaskFile>, source: Source): Finding[] {
  const period = secondsOf(writtenEvery(file, source));
  const ttl = secondsOf(writtenTtl(file, source));
  if (period === undefined || ttl === undefined || ttl <= period) return [];
  const most = formatDuration(period);
  return [
    {
      check: checks.taskLongTtl,
      severity: "warning",
      message: `Cannot keep a period's task for ${formatDuration(ttl)}: the next one follows after ${most}, and takes its place`,
      fix: `Write ${most.replaceAll(" ", "")} or less, or leave ttl out: it is then the period`,
      at: source.value(["ttl"]),
    },
  ];
}

function withoutPeriod({ every, catchUp }: Partial<TaskFile>, source: Source): Finding[] {
  if (catchUp === undefined || every !== undefined) return [];
  return [
    {
      check: checks.taskSchedule,
      severity: "error",
      message: "Cannot catch up: without every there are no periods that could be missed",
      fix: "Write every, or remove catchUp",
      at: source.key(["catchUp"]),
    },
  ];
}

/** A period asks newcomers by itself, and a wave leaves those for later whom newcomers would be asked before. */
function coverageFindings({ coverage, every, waves }: Partial<TaskFile>, source: Source): Finding[] {
  if (coverage === undefined || (every === undefined && waves === undefined)) return [];
  const [other, why, fix] =
    every === undefined
      ? [
          "waves",
          "who was not asked yet by a wave would count as a newcomer, and be asked before its turn",
          "Remove one of the two",
        ]
      : [
          "every",
          "each period goes to all that match then, newcomers included",
          "Remove coverage: newcomers get the next period; or remove every",
        ];
  return [
    {
      check: checks.taskSchedule,
      severity: "error",
      message: `Cannot use coverage with ${other}: ${why}`,
      fix,
      at: source.key(["coverage"]),
    },
  ];
}

/** Without a token of its own nobody could tell one part of a run from another. */
function exactFindings(
  { every, waves, coverage, exactContext }: Partial<TaskFile>,
  source: Source,
): Finding[] {
  const parts = (every && "every") ?? (waves && "waves") ?? (coverage && "coverage");
  if (parts === undefined || exactContext !== true) return [];
  return [
    {
      check: checks.taskSchedule,
      severity: "error",
      message: `Cannot use ${parts} with exactContext: each part of a run needs a token of its own, to be told from the others`,
      fix: "Remove one of the two",
      at: source.key(["exactContext"]),
    },
  ];
}

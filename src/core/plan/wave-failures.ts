import type { RunRow } from "../model/ledger.js";
import { type FailuresByToken, failedOf, type RunFailures, togetherOf } from "../model/run-failures.js";
import type { HaltOn } from "../model/task.js";

/** So many sensors are named. */
const mostNamed = 5;

/** Whether the failures of a run let its next wave follow, and how to say it. */
export interface HaltVerdict {
  readonly isHalted: boolean;
  readonly words: string;
}

export interface Judged {
  readonly haltOn: HaltOn;
  /** The waves of the run that were issued. */
  readonly issued: readonly RunRow[];
  /** What is known of their failures; undefined where nobody looked. */
  readonly failures: FailuresByToken | undefined;
  readonly nameOf: (sid: string) => string;
}

/**
 * Compares the failures of a run's waves so far with both limits. `failures` is the number of sensors that failed, `percent` their share
 * of those that were asked (sent to, or queued for).
 *
 * | failures | |
 * |-|-|
 * | at least as many as `failures`, or as `percent` of those asked | halted, whatever else is not known |
 * | of a wave not known, or there may be others | halted |
 * | some, `percent` is written, and how many were asked is not known | halted |
 * | fewer than both | the next wave follows |
 */
export function judgeFailures({ haltOn, issued, failures, nameOf }: Judged): HaltVerdict {
  const all = togetherOf(issued, failures);
  const failed = failedOf(all);
  const asked = askedOf(issued);
  const said = `${failedWords(failed, asked)}${namesOf(all, nameOf)}`;
  if (isOver(haltOn, failed, asked))
    return { isHalted: true, words: `${said}; it halts at ${limitWords(haltOn)}` };
  if (all.doubt !== undefined)
    return {
      isHalted: true,
      words: `how many failed is not known (${all.doubt})${failed === 0 ? "" : `; at least ${said}`}`,
    };
  if (failed > 0 && haltOn.percent !== undefined && asked === undefined)
    return { isHalted: true, words: `${said}; how many were asked is not known` };
  return { isHalted: false, words: said };
}

/** How many sensors were sent to or queued for; undefined where the service did not tell it of a wave. */
function askedOf(issued: readonly RunRow[]): number | undefined {
  const each = issued.map(({ counts }) => counts && counts.tasked + counts.queued);
  const known = each.filter((count) => count !== undefined);
  return known.length === each.length ? known.reduce((sum, count) => sum + count, 0) : undefined;
}

const isOver = ({ failures, percent }: HaltOn, failed: number, asked: number | undefined): boolean =>
  (failures !== undefined && failed >= failures) ||
  (percent !== undefined && failed > 0 && asked !== undefined && failed * 100 >= percent * asked);

function failedWords(failed: number, asked: number | undefined): string {
  const of = asked === undefined ? "" : ` of ${asked}`;
  const share = failed === 0 || !asked ? "" : ` (${Math.round((failed * 1000) / asked) / 10} %)`;
  return `${failed}${of} failed${share}`;
}

function namesOf({ sids, unnamed }: RunFailures, nameOf: (sid: string) => string): string {
  const named = sids.slice(0, mostNamed).map(nameOf);
  const rest = sids.length + unnamed - named.length;
  if (named.length === 0) return "";
  return `: ${named.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function limitWords({ failures, percent }: HaltOn): string {
  const limits = [
    ...(failures === undefined ? [] : [`${failures} ${failures === 1 ? "failure" : "failures"}`]),
    ...(percent === undefined ? [] : [`${percent} %`]),
  ];
  return limits.join(" or ");
}

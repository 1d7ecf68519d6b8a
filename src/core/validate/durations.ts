import { formatDuration, parseDuration } from "../model/duration.js";
import type { Finding } from "../model/finding.js";
import { checksOf, type Kind } from "./mistake.js";
import { type Path, pathText, type Source } from "./source.js";
import { shown } from "./describe.js";

/** Ten years: beyond it an expiry is no date that anybody meant. The schema says the same for numbers. */
const maximumSeconds = 315_360_000;

/** A duration of a file: its place, and the least it may be in seconds. */
export interface WrittenDuration {
  readonly kind: Kind;
  readonly path: Path;
  readonly value: number | string | undefined;
  readonly minimumSeconds: number;
  readonly source: Source;
}

/** Seconds of a written duration; undefined when the file does not give it. */
export const secondsOf = ({ value }: WrittenDuration): number | undefined =>
  value === undefined ? undefined : parseDuration(value);

/** A duration that is written with a unit can still be too short or too long, which the schema does not see. */
export function durationFindings(written: WrittenDuration): Finding[] {
  const seconds = secondsOf(written);
  const { kind, path, value, minimumSeconds, source } = written;
  if (seconds === undefined || (seconds >= minimumSeconds && seconds <= maximumSeconds)) return [];
  const short = seconds < minimumSeconds;
  const limit = short ? minimumSeconds : maximumSeconds;
  return [
    {
      check: checksOf[kind].value,
      severity: "error",
      message: `Cannot use ${shown(value, path)} as ${pathText(path)}: the ${short ? "least" : "most"} is ${formatDuration(limit)}`,
      fix: `Write ${formatDuration(limit).replace(" ", "")} or ${short ? "more" : "less"}`,
      at: source.value(path),
    },
  ];
}

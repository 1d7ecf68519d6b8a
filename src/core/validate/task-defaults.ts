import type { TaskDefaults } from "../model/configuration.js";
import type { Finding } from "../model/finding.js";
import { durationFindings, secondsOf, type WrittenDuration } from "./durations.js";
import type { Place } from "./place.js";

/** `defaults` as a file writes it. */
interface WrittenDefaults {
  readonly ttl?: number | string;
  readonly paused?: boolean;
}

/** Defaults over others. */
export function defaultsOver(
  written: WrittenDefaults | undefined,
  below: TaskDefaults,
  place: Place,
): TaskDefaults {
  const ttlSeconds = secondsOf(ttlOf(written, place));
  return {
    ...below,
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
    ...(written?.paused === undefined ? {} : { paused: written.paused }),
  };
}

/** What is wrong with defaults beyond their shape. */
export const defaultsFindings = (written: WrittenDefaults | undefined, place: Place): Finding[] =>
  durationFindings(ttlOf(written, place));

const ttlOf = (written: WrittenDefaults | undefined, { kind, path, source }: Place): WrittenDuration => ({
  kind,
  path: [...path, "defaults", "ttl"],
  value: written?.ttl,
  minimumSeconds: 1,
  source,
});

import type { WrittenLimits } from "../../schema/limits.js";
import type { Limits, Share } from "../model/configuration.js";
import type { Finding } from "../model/finding.js";
import { durationFindings, secondsOf, type WrittenDuration } from "./durations.js";
import type { Place } from "./place.js";

/** Limits over others: each member that is written counts instead of the one below, those of a share one by one. */
export function limitsOver(written: WrittenLimits | undefined, below: Limits, place: Place): Limits {
  const ttlSeconds = secondsOf(durationOf("ttl", written, place));
  const { deletions, sensorDrift, planAge: _planAge, ttl: _ttl, ...counts } = written ?? {};
  return {
    ...below,
    ...counts,
    deletions: shareOver(deletions, below.deletions),
    sensorDrift: shareOver(sensorDrift, below.sensorDrift),
    planAgeSeconds: secondsOf(durationOf("planAge", written, place)) ?? below.planAgeSeconds,
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
  };
}

/** What is wrong with limits beyond their shape. */
export function limitsFindings(written: WrittenLimits | undefined, place: Place): Finding[] {
  return (["planAge", "ttl"] as const).flatMap((name) => durationFindings(durationOf(name, written, place)));
}

const shareOver = (written: Partial<Share> | undefined, below: Share): Share => ({ ...below, ...written });

const durationOf = (
  name: "planAge" | "ttl",
  written: WrittenLimits | undefined,
  { kind, path, source }: Place,
): WrittenDuration => ({
  kind,
  path: [...path, "limits", name],
  value: written?.[name],
  minimumSeconds: 1,
  source,
});

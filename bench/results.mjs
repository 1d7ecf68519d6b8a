// What was recorded: bench/results.json, by scale and name.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./folders.mjs";

const path = join(root, "bench/results.json");

/** A ratio this many times the recorded one is a failure. */
const tolerance = 1.5;

/** Why a ratio is not accepted beside the recorded measurements of the same scale; undefined where it is. */
export function tooSlow(name, { ratio }, recorded) {
  const before = recorded[name]?.ratio;
  if (before === undefined) return `${name}: nothing is recorded at this scale; record it with --record`;
  if (ratio <= before * tolerance) return undefined;
  return `${name}: ${ratio.toFixed(2)} times its floor, recorded ${before}; up to ${tolerance} times that is accepted`;
}

export const readResults = () => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : { scales: {} });

/** Keeps what was measured now; what was not measured stays as it is, what is no bench any more goes. */
export function record(scale, measured, benches) {
  const { scales } = readResults();
  const known = { ...scales[scale], ...measured };
  const names = benches.map(({ name }) => name).filter((name) => name in known);
  const sorted = Object.fromEntries(names.map((name) => [name, known[name]]));
  writeFileSync(path, `${JSON.stringify({ scales: { ...scales, [scale]: sorted } }, null, 2)}\n`);
}

/** A measurement as it is kept: rounded, with what it was measured of and when. */
export function kept({ what, limit, size }, scale, measured) {
  const { ms, floorMs, ratio, peakMb, clock, detail } = measured;
  return {
    what,
    limit,
    ...(size === undefined ? {} : { count: Math.max(1, Math.round(size.count * scale)), of: size.of }),
    ms: rounded(ms, 1),
    floorMs: rounded(floorMs, 1),
    ratio: rounded(ratio, ratio < 1 ? 3 : 2),
    peakMb: rounded(peakMb, 0),
    clock,
    detail,
    node: process.version,
    date: new Date().toISOString().slice(0, 10),
  };
}

const rounded = (number, digits) => Number(number.toFixed(digits));

/** Which limits of a bench are missed, as words. */
export function missed(limit, { ms, floorMs, ratio, peakMb }) {
  const found = { ratio, ms, beyondMs: ms - floorMs, peakMb };
  const words = { ratio: "times the floor", ms: "ms", beyondMs: "ms beyond the floor", peakMb: "MB" };
  return Object.entries(limit)
    .filter(([name, most]) => found[name] > most)
    .map(([name, most]) => `${rounded(found[name], 3)} ${words[name]}, limit ${rounded(most, 3)}`);
}

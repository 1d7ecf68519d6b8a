import type { Buckets } from "./buckets.js";

/**
 * Which part of a run one request is. A run without parts is one request. Of a run in parts each sensor gets each part at most once,
 * and no two parts of one period are for the same sensor.
 */
export interface RunPart {
  /** Of a recurring run: the period. */
  readonly period?: Period;
  /** Of a run in waves: the buckets of sensors that it is for. */
  readonly wave?: Buckets;
  /** Of a run for newcomers as well: the round. Round 0 is the first issue, to all that match; each other is for sensors by name. */
  readonly newcomers?: { readonly round: number };
}

/** One period of a recurring run. */
export interface Period {
  /** 0 for the period in which the run was first issued; never used twice, and never lower than one that was used. */
  readonly index: number;
  /** When it began: server time, epoch milliseconds. The first begins when the run is issued. */
  readonly atMs: number;
  /** Set when it was over before anybody could issue it, and made up (`catchUp`). */
  readonly makeUp?: true;
}

/** What of a part enters its token: all that sets it apart from the other parts of its run, and nothing that moves by itself. */
export function partIdentity({ period, wave, newcomers }: RunPart): {
  readonly period?: number;
  readonly wave?: readonly [from: number, to: number];
  readonly newcomers?: number;
} {
  if (newcomers !== undefined) return { newcomers: newcomers.round };
  if (wave !== undefined) return { wave: [wave.from, wave.to] };
  return period === undefined ? {} : { period: period.index };
}

/** True when two parts of one run are of one period: neither takes the place of the other. */
export function isSamePeriod(a: RunPart | undefined, b: RunPart | undefined): boolean {
  return a?.period?.index === b?.period?.index;
}

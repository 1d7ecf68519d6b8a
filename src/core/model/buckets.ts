/**
 * Into so many buckets sensors fall, by the first two hexadecimal digits of their id: 00 to ff. Ids are random, so each bucket has about
 * the same share of any fleet, and a sensor never changes its bucket.
 */
export const bucketCount = 256;

/** Buckets that follow each other: from the first of them to the one after the last. */
export interface Buckets {
  readonly from: number;
  readonly to: number;
}

/** True when two waves have a bucket in common: somebody in it would be asked twice. */
export const overlap = (a: Buckets, b: Buckets): boolean => a.from < b.to && b.from < a.to;

/** How many buckets come nearest to a share; never none, and all of them only for the whole. */
export function bucketsFor(percent: number): number {
  if (percent >= 100) return bucketCount;
  return Math.min(bucketCount - 1, Math.max(1, Math.round((percent * bucketCount) / 100)));
}

/** The share that so many buckets really are, in percent with one decimal. */
export const shareOf = (count: number): number => Math.round((count * 1000) / bucketCount) / 10;

/** A regular expression of RE2 for the ids of the sensors in some buckets, for example `^([0-2]|3[0-7])`. */
export function bucketPattern({ from, to }: Buckets): string {
  const terms: string[] = [];
  const whole = { from: Math.ceil(from / 16), to: Math.floor(to / 16) };
  if (whole.from > whole.to) return `^${partial(Math.floor(from / 16), from % 16, to % 16)}`;
  if (from % 16 !== 0) terms.push(partial(Math.floor(from / 16), from % 16, 16));
  if (whole.from < whole.to) terms.push(digits(whole.from, whole.to));
  if (to % 16 !== 0) terms.push(partial(whole.to, 0, to % 16));
  return terms.length === 1 ? `^${terms[0]}` : `^(${terms.join("|")})`;
}

/** Ids that begin with one digit and a second one of a range. */
const partial = (first: number, from: number, to: number): string =>
  `${first.toString(16)}${digits(from, to)}`;

/** One digit from a range, written as people would: `7`, `[0-7]`, `[0-9a-c]`. */
function digits(from: number, to: number): string {
  const last = to - 1;
  if (from === last) return from.toString(16);
  const range = (a: number, b: number): string =>
    a === b ? a.toString(16) : `${a.toString(16)}-${b.toString(16)}`;
  if (from <= 9 && last >= 10) return `[${range(from, 9)}${range(10, last)}]`;
  return `[${range(from, last)}]`;
}

import type { Organization } from "./configuration.js";
import { sha256Hex } from "./sha256.js";
import { isMeantFor } from "./organization-terms.js";
import type { DeclaredTask } from "./task.js";

/** One part of the organizations: number `part`, from 1, of `of`. Written `3/10`. */
export interface Shard {
  readonly part: number;
  readonly of: number;
}

/** The shard that a report is about. */
export interface ReportedShard extends Shard {
  /** Aliases of the organizations of all shards together, in order: by them it can be told whether anything is missing. */
  readonly organizations: readonly string[];
}

/** Most shards: as many jobs as a matrix of GitHub Actions may have. */
export const mostShards = 256;

/** Reads `3/10`; undefined for anything else. */
export function parseShard(text: string): Shard | undefined {
  const [, part, of] = (/^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? []).map(Number);
  if (part === undefined || of === undefined) return undefined;
  return part >= 1 && part <= of && of <= mostShards ? { part, of } : undefined;
}

export const shardName = ({ part, of }: Shard): string => `${part}/${of}`;

type Terms = Pick<Organization, "alias" | "labels" | "oid" | "retired">;
type TaskTerms = Pick<DeclaredTask, "organizations">;

/** The organizations of one shard, in their order. */
export function inShard<O extends Terms>(
  shard: Shard,
  organizations: readonly O[],
  tasks: readonly TaskTerms[],
): readonly O[] {
  const parts = partsOf(organizations, tasks, shard.of);
  return organizations.filter((_, index) => parts[index] === shard.part);
}

/**
 * The shard number, from 1, of each organization.
 *
 * Every organization has an order of preference over the shards that depends on its id alone (rendezvous hashing), and gets the first
 * with room: so one that comes or goes moves few others, and the order in the files does not count. Room is what balances: a
 * shard takes at most `roomOf` tasks. Where none has room, the one with least takes it. So a shard has at most 1.3 times the average and
 * one task, or the average and its heaviest organization.
 */
export function partsOf(
  organizations: readonly Terms[],
  tasks: readonly TaskTerms[],
  of: number,
): readonly number[] {
  const weights = weightsOf(organizations, tasks);
  const room = roomOf(weights.reduce((sum, weight) => sum + weight, 0) / of);
  const entries = organizations
    .map((organization, index) => ({ index, weight: weights[index] ?? 0, hash: hashOf(organization) }))
    .toSorted((a, b) => a.hash - b.hash);
  const loads = Array.from({ length: of }, () => 0);
  const parts = organizations.map(() => 0);
  for (const { index, weight, hash } of entries) {
    const part = preferred(hash, loads, (load) => load + weight <= room) ?? least(hash, loads);
    loads[part] = (loads[part] ?? 0) + weight;
    parts[index] = part + 1;
  }
  return parts;
}

/** What an organization costs: one for looking at it, and one for every task that is meant for it. */
export function weightsOf(organizations: readonly Terms[], tasks: readonly TaskTerms[]): readonly number[] {
  const counts = new Map<string, { readonly terms: TaskTerms["organizations"]; count: number }>();
  for (const { organizations: terms } of tasks) {
    const key = JSON.stringify(terms ?? null);
    const known = counts.get(key) ?? { terms, count: 0 };
    known.count += 1;
    counts.set(key, known);
  }
  const groups = [...counts.values()];
  return organizations.map((organization) =>
    groups.reduce(
      (sum, { terms, count }) =>
        !organization.retired && isMeantFor(terms, organization) ? sum + count : sum,
      1,
    ),
  );
}

/** Most that a shard takes, in steps of an eighth: so one more task seldom changes it, and with it the places of many. */
function roomOf(average: number): number {
  let room = 1;
  while (room < average * 1.125) room *= 1.125;
  return Math.ceil(room);
}

/** 53 bits of an organization's identity. */
function hashOf({ oid, alias }: Terms): number {
  return Number.parseInt(sha256Hex(oid ?? alias).slice(0, 13), 16);
}

/** The shard with the highest score among those that are allowed; undefined when none is. */
function preferred(
  hash: number,
  loads: readonly number[],
  allowed: (load: number) => boolean,
): number | undefined {
  let best: { readonly part: number; readonly score: number } | undefined;
  for (const [part, load] of loads.entries()) {
    if (!allowed(load)) continue;
    const score = scoreOf(hash, part);
    if (best === undefined || score > best.score) best = { part, score };
  }
  return best?.part;
}

function least(hash: number, loads: readonly number[]): number {
  const smallest = loads.reduce((left, load) => Math.min(left, load), Number.POSITIVE_INFINITY);
  return preferred(hash, loads, (load) => load === smallest) ?? 0;
}

/** How much an organization wants a shard: 32 bits, mixed as in MurmurHash3. */
function scoreOf(hash: number, part: number): number {
  let mixed = (hash >>> 0) ^ Math.imul(Math.floor(hash / 2 ** 32) + part + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

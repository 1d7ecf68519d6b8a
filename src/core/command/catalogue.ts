import { nearestName } from "../model/nearest.js";
import data from "./catalogue-data.json" with { type: "json" };

export type CommandPlatform = "windows" | "linux" | "macos" | "chrome" | "edge";

/** An argument known by its place. `hex`: hexadecimal, with or without `0x`. */
export interface Positional {
  readonly name: string;
  readonly type: "string" | "int" | "hex";
  readonly required: boolean;
  /** Takes this word and all that follow. */
  readonly repeated: boolean;
  readonly about: string;
}

/** An argument known by its name; a `bool` flag takes no value. */
export interface Flag {
  readonly long: string;
  readonly short: string | null;
  readonly type: "string" | "int" | "bool" | "enum";
  readonly required: boolean;
  readonly repeated: boolean;
  /** Takes all words that follow, up to the next flag. */
  readonly greedy: boolean;
  readonly choices: readonly string[] | null;
  readonly default: string | number | boolean | null;
  readonly about: string;
}

export type Effect = "read-only" | "state-changing" | "destructive";

/** One command of the sensor (reference: commands, section 1). */
export interface CommandEntry {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly group: string;
  readonly platforms: { readonly [platform in CommandPlatform]: boolean };
  readonly positional: readonly Positional[];
  readonly flags: readonly Flag[];
  /** Event types that carry the answer; empty when none is documented. */
  readonly responseEvents: readonly string[];
  /** Other event types that a caller has to look at. */
  readonly otherEvents: readonly string[];
  /** Whether a RECEIPT answers: `no` is documented, `unknown` is nothing written either way. */
  readonly receipt: "yes" | "no" | "unknown";
  readonly effect: Effect;
  readonly effectReason: string;
  /** Whether a second delivery leaves the same state; null when that depends on the arguments. */
  readonly idempotent: boolean | null;
  readonly minSensorVersion: string | null;
  /** How well documented it is (reference: commands, section 1). */
  readonly trust: "high" | "medium" | "unverified";
}

/** Every command of the sensor, by name. */
export const allCommands = data.commands as readonly CommandEntry[];

const byName: ReadonlyMap<string, CommandEntry> = new Map(
  allCommands.flatMap((entry) => [entry.name, ...entry.aliases].map((name) => [name, entry] as const)),
);

/** Names that look like commands and are none, with what to write instead (reference: commands, section 2). */
const notCommands: ReadonlyMap<string, string> = new Map(
  data.notCommands.map(({ name, instead }) => [name, instead]),
);

/** The command of this name or alias; undefined when there is none. */
export function findCommand(name: string): CommandEntry | undefined {
  return byName.get(name);
}

/** What to do about a name that is no command, as one sentence. */
export function insteadOf(name: string): string {
  const known = notCommands.get(name);
  if (known) return known;
  const nearest = nearestName(name, byName.keys());
  return nearest
    ? `did you mean ${nearest}?`
    : "the first word must be a command of the sensor, such as os_version";
}

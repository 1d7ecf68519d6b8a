import { type Command, InvalidArgumentError, Option } from "commander";
import type { Organization } from "../core/model/configuration.js";
import { matchesOrganization } from "../core/model/organization-terms.js";
import { mostShards, parseShard, type Shard } from "../core/model/shard.js";

/** Where the files are. */
export interface SourceOptions {
  readonly directory: string;
  readonly config: string;
}

/** Adds `--directory` and `--config`. */
export function withSource(command: Command): Command {
  return command
    .option("-C, --directory <path>", "the repository's root", ".")
    .option("--config <file>", "the configuration, relative to the root", "lctasks.yaml");
}

/** Which organizations of the configuration. */
export interface TermOptions {
  readonly organization?: readonly string[];
}

/** Adds `--organization`. */
export function withTerms(command: Command): Command {
  return command.option(
    "-o, --organization <alias...>",
    "only these organizations: aliases, globs, label:name",
  );
}

/** Which organizations, and how they are gone through. */
export interface OrganizationOptions extends TermOptions {
  /** Most organizations under way at a time. */
  readonly parallel: number;
}

/** Adds `--organization` and `--parallel`. */
export function withOrganizations(command: Command): Command {
  return withTerms(command).option(
    "--parallel <n>",
    "how many organizations at a time",
    wholeNumber(1, 256),
    16,
  );
}

/** One part of the organizations. */
export interface ShardOptions {
  readonly shard?: Shard;
}

/** Adds `--shard`. */
export function withShard(command: Command): Command {
  return command.option("--shard <part>", "only one shard of the organizations, for example 3/10", shard);
}

/** Throws commander's InvalidArgumentError. */
function shard(text: string): Shard {
  const read = parseShard(text);
  if (read !== undefined) return read;
  throw new InvalidArgumentError(`Write a shard and of how many, up to ${mostShards}: for example 3/10.`);
}

/** The shard, as a walk through organizations takes it. */
export const shardIn = ({ shard: asked }: ShardOptions): ShardOptions =>
  asked === undefined ? {} : { shard: asked };

/** Chooses organizations of a configuration. */
export type Choice = (organizations: readonly Organization[]) => readonly Organization[];

/** The organizations that the options name, all when none is named. The choice throws an Error for a name that nobody declares. */
export function chosenBy({ organization: terms }: TermOptions): Choice {
  return (organizations) => {
    if (terms === undefined) return organizations;
    const unknown = terms.find((term) => !organizations.some((each) => matchesOrganization(term, each)));
    if (unknown === undefined)
      return organizations.filter((each) => terms.some((term) => matchesOrganization(term, each)));
    const declared = organizations.map(({ alias }) => alias).join(", ");
    throw new Error(`Cannot find organization ${unknown}: the configuration has ${declared}`);
  };
}

/** How many sensors one apply may reach. */
export interface ReachOptions {
  readonly maxSensors?: number;
}

/** Adds `--max-sensors`. */
export function withReach(command: Command): Command {
  return command.option(
    "--max-sensors <n>",
    "most sensors that one apply may reach, if that is less than limits.sensorsPerApply",
    wholeNumber(0, 1e9),
  );
}

/** Adds `--format` with these choices, the first by default. */
export function withFormat(command: Command, formats: readonly [string, ...string[]]): Command {
  return command.addOption(
    new Option("--format <format>", "how to print the result").choices(formats).default(formats[0]),
  );
}

/** Reads an option that is a whole number in a range. Throws commander's InvalidArgumentError. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  };
}

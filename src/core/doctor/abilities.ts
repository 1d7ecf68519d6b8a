import type { Ability } from "../model/doctor-report.js";
import { type CommandNeeds, commandNeeds, type Need, type NeedsInput } from "./command-needs.js";

const text = ({ anyOf }: Need): string => anyOf.join(" or ");

/** What a credential with these permissions can do, group by group. */
export function abilitiesOf(permissions: readonly string[], input: NeedsInput): readonly Ability[] {
  const isThere = ({ anyOf }: Need): boolean => anyOf.some((each) => permissions.includes(each));
  return commandNeeds(input).map(({ commands, needs }) => {
    const missing = needs.filter((each) => !isThere(each));
    return {
      commands,
      lacks: missing.filter(({ optional }) => optional !== true).map(text),
      without: missing.filter(({ optional }) => optional === true).map(text),
    };
  });
}

/** What the wanted commands cannot do without and the credential lacks, each once. */
export function lacking(abilities: readonly Ability[], wanted: readonly string[]): readonly string[] {
  const meant = abilities.filter(({ commands }) => commands.some((name) => wanted.includes(name)));
  return [...new Set(meant.flatMap(({ lacks }) => lacks))].toSorted();
}

/** Permissions that none of the wanted commands uses; what changes something comes first. */
export function tooManyOf(
  permissions: readonly string[],
  wanted: readonly string[],
  input: NeedsInput,
): readonly string[] {
  const meant = commandNeeds(input).filter(({ commands }: CommandNeeds) =>
    commands.some((name) => wanted.includes(name)),
  );
  const used = new Set(meant.flatMap(({ needs }) => needs.flatMap(({ anyOf }) => anyOf)));
  const others = [...new Set(permissions)].filter((each) => !used.has(each)).toSorted();
  return [...others.filter((each) => !onlyReads(each)), ...others.filter(onlyReads)];
}

const onlyReads = (permission: string): boolean => /\.(?:get|list)(?:\.|$)/.test(permission);

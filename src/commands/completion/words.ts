import type { Command } from "commander";

/** One command as it can be completed. */
export interface CommandWords {
  /** As it is typed after `lctasks`: `plan`, `ledger create`. */
  readonly path: string;
  readonly summary: string;
  readonly options: readonly OptionWords[];
  /** What may stand as an argument; `tasks`: names of declared tasks, `files`: whatever the shell offers. */
  readonly argument: "tasks" | "files" | "none";
  /** Words that may stand as an argument. */
  readonly choices: readonly string[];
}

export interface OptionWords {
  readonly short?: string;
  readonly long: string;
  readonly summary: string;
  /** It is followed by a value; the choices, where they are known. */
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

/** A command with its subcommands, as commander has them. */
export function wordsOf(command: Command, path = command.name()): readonly CommandWords[] {
  const help = { long: "--help", short: "-h", summary: "tell what it does", takesValue: false, choices: [] };
  const own: CommandWords = {
    path,
    summary: command.description(),
    options: [
      ...command.options.map(({ short, long, description, required, optional, argChoices }) => ({
        ...(short === undefined ? {} : { short }),
        long: long ?? "",
        summary: description,
        takesValue: required || optional,
        choices: argChoices ?? [],
      })),
      help,
    ],
    argument: argumentOf(command),
    choices: [
      ...command.commands.map((each) => each.name()),
      ...command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    ],
  };
  return [own, ...command.commands.flatMap((each) => wordsOf(each, `${path} ${each.name()}`))];
}

function argumentOf({ registeredArguments, commands }: Command): CommandWords["argument"] {
  const free = registeredArguments.filter(({ argChoices }) => argChoices === undefined);
  const names = free.map((argument) => argument.name());
  if (names.some((name) => name === "task" || name === "tasks")) return "tasks";
  return names.length > 0 && commands.length === 0 ? "files" : "none";
}

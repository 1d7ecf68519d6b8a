import type { ParsedCommand } from "../parse.js";
import type { CommandCheck } from "./check.js";

const confirmed = "--is-confirmed";

/** A required argument that is not there: the sensor refuses the line. */
export const missingArgument: CommandCheck = {
  check: "command/missing-argument",
  severities: ["error"],
  about:
    "The parser of the sensor refuses a line without a required argument; nothing runs, and often nothing answers.",
  run: (command) =>
    missing(command).map((name) => ({
      severity: "error",
      message: `${command.entry.name} needs ${name}`,
      fix: `write ${usage(command)}`,
    })),
};

/** A flag that ends the line, or has another behind it: the sensor takes that for a missing value. */
export const missingValue: CommandCheck = {
  check: "command/missing-value",
  severities: ["error"],
  about: "A flag without its value ends the parse. A value that begins with - has to follow an =.",
  run: (command) =>
    command.valueless.map(({ written, column }) => ({
      severity: "error",
      message: `${written} has no value`,
      fix: `write ${written} <value>, or ${written}=<value> when the value begins with -`,
      column,
    })),
};

/** `--is-confirmed` is the only brake on the commands that have it: without it they are refused. */
export const notConfirmed: CommandCheck = {
  check: "command/not-confirmed",
  severities: ["error"],
  about: "uninstall, reboot, shutdown and logoff are refused without --is-confirmed; it is their only brake.",
  run: (command) =>
    command.help || !requiredFlags(command).includes(confirmed)
      ? []
      : [
          {
            severity: "error",
            message: `${command.entry.name} needs ${confirmed}: without it the sensor refuses`,
            fix: `add ${confirmed} if every targeted host shall do it`,
          },
        ],
};

/** Names of the arguments that are required and absent. */
function missing(command: ParsedCommand): string[] {
  if (command.help) return [];
  const places = command.positionals.filter(
    ({ positional, values }) => positional.required && values.length === 0,
  );
  const names = [...places.map(({ positional }) => positional.name), ...requiredFlags(command)];
  if (command.entry.name === "run" && !command.flags.some(({ flag }) => runSources.includes(flag.long))) {
    names.push(runSources.join(" or "));
  }
  return names.filter((name) => name !== confirmed);
}

/** What `run` runs: exactly one of them (reference: commands, `run`). */
const runSources: readonly string[] = ["--shell-command", "--payload-name"];

function requiredFlags({ entry, flags }: ParsedCommand): string[] {
  const given = new Set(flags.map(({ flag }) => flag.long));
  return entry.flags.filter((flag) => flag.required && !given.has(flag.long)).map((flag) => flag.long);
}

/** The command with its required arguments, for a person. */
function usage({ entry }: ParsedCommand): string {
  const places = entry.positional.filter(({ required }) => required).map(({ name }) => `<${name}>`);
  const flags = entry.flags
    .filter(({ required }) => required)
    .map(({ long, type, choices }) => (type === "bool" ? long : `${long} <${choices?.join("|") ?? type}>`));
  const run = entry.name === "run" ? ["--shell-command '<line>'"] : [];
  return [entry.name, ...places, ...flags, ...run].join(" ");
}

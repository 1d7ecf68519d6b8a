import { nearestName } from "../../model/nearest.js";
import type { ParsedCommand } from "../parse.js";
import type { Quirk } from "../tokens.js";
import { joinWords } from "../words.js";
import type { CommandCheck, CommandRemark } from "./check.js";

/** A flag that the command does not have. */
export const unknownFlag: CommandCheck = {
  check: "command/unknown-flag",
  severities: ["warning"],
  about: "The parser of the sensor refuses flags it does not know; older sensors then never answer.",
  run: ({ entry, unknownFlags }) =>
    unknownFlags.map(({ text, column }) => {
      const names = entry.flags.flatMap(({ long, short }) => (short === null ? [long] : [long, short]));
      const nearest = nearestName(text, names);
      const all = names.length > 0 ? `its flags are ${names.join(" ")}` : "it takes no flags";
      return {
        severity: "warning",
        message: `${entry.name} has no flag ${text}`,
        fix: nearest ? `did you mean ${nearest}?` : all,
        column,
      };
    }),
};

/** Words without a place. */
export const surplusWord: CommandCheck = {
  check: "command/surplus-word",
  severities: ["warning"],
  about:
    "The parser of the sensor refuses words that it has no place for; only the argument of run --shell-command reaches a shell.",
  run: (command) => {
    const [first] = command.surplus;
    if (!first || command.unknownFlags.length > 0) return [];
    return [
      {
        severity: "warning",
        message: `${command.entry.name} has no place for ${JSON.stringify(first.text)}`,
        fix: surplusFix(command),
        column: first.column,
      },
    ];
  },
};

function surplusFix({ entry, flags, surplus }: ParsedCommand): string {
  const words = surplus.map(({ text }) => text);
  const shell = flags.find(({ flag }) => flag.long === "--shell-command")?.values[0];
  if (shell) return `quote the whole line: --shell-command ${joinWords([[shell.text, ...words].join(" ")])}`;
  if (words.some((word) => /[;|&<>]/.test(word))) return "pipes and redirections need run --shell-command";
  return entry.positional.length > 0 ? "put an argument with spaces in single quotes" : "leave it out";
}

const quirks: { readonly [kind in Quirk["kind"]]: { readonly message: string; readonly fix: string } } = {
  comment: {
    message: "# begins a word: the sensor drops it and the rest of the line",
    fix: "put the argument that contains it in single quotes",
  },
  "dropped-backslash": {
    message: "a backslash that begins a word is dropped",
    fix: "put the word in single quotes, such as '\\\\server\\share'",
  },
  "escaped-space": {
    message: "a backslash before a space joins the two words",
    fix: "put each word in single quotes, such as 'c:\\' '*'",
  },
};

const quirk = (kind: Quirk["kind"], about: string): CommandCheck => ({
  check: kind === "comment" ? "command/comment" : "command/backslash",
  severities: ["warning"],
  about,
  run: (command) =>
    command.quirks
      .filter((found) => (kind === "comment") === (found.kind === "comment"))
      .map((found): CommandRemark => ({ severity: "warning", ...quirks[found.kind], column: found.column })),
});

/** A `#` that swallows the rest of the line. */
export const comment = quirk(
  "comment",
  "Outside quotes a # at the start of a word drops the rest of the line.",
);

/** Backslashes that do not do what they do in a shell. */
export const backslash = quirk(
  "dropped-backslash",
  "Outside quotes a backslash that begins a word vanishes, and one before a space joins two words.",
);

/** Values put into the line from an event change how it is split. */
export const template: CommandCheck = {
  check: "command/template",
  severities: ["warning"],
  about:
    "A value that a template puts into the line is split into words with it: a file name with a space or a quote adds arguments.",
  run: ({ words }) => {
    const found = words.find((word) => /\{\{|<<[\w/]+>>/.test(word));
    return found === undefined
      ? []
      : [
          {
            severity: "warning",
            message: `${found} is replaced before the line is split: what it holds can add words and flags`,
            fix: "in a D&R task action give command as a list of words; in a task write the value itself",
          },
        ];
  },
};

/** `--help` instead of the command. */
export const help: CommandCheck = {
  check: "command/help",
  severities: ["note"],
  about: "-h and --help make the sensor print its usage; the command does not run.",
  run: (command) =>
    command.help
      ? [
          {
            severity: "note",
            message: "the sensor prints usage and does nothing else",
            fix: "leave the flag out",
          },
        ]
      : [],
};

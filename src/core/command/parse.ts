import { type CommandEntry, type Flag, findCommand, insteadOf, type Positional } from "./catalogue.js";
import type { CommandProblem } from "./problem.js";
import { type Quirk, type Token, tokenize } from "./tokens.js";
import { splitFailure } from "./words.js";

/** A flag as it stands in the line; `values` is empty for a `bool` flag without one, and where the value is missing. */
export interface ParsedFlag {
  readonly flag: Flag;
  /** As written, short or long. */
  readonly written: string;
  readonly values: readonly Token[];
  readonly column: number;
}

/** A command line, word by word, as the parser of the sensor takes it. */
export interface ParsedCommand {
  readonly words: readonly string[];
  readonly entry: CommandEntry;
  readonly positionals: readonly { readonly positional: Positional; readonly values: readonly Token[] }[];
  readonly flags: readonly ParsedFlag[];
  /** Words that begin like flags and are none of this command. */
  readonly unknownFlags: readonly Token[];
  /** Words for which the command has no place. */
  readonly surplus: readonly Token[];
  /** Flags whose value is missing. */
  readonly valueless: readonly ParsedFlag[];
  /** True when `-h` or `--help` is there: the sensor answers with usage and does nothing. */
  readonly help: boolean;
  readonly quirks: readonly Quirk[];
}

/** Takes a line apart by the catalogue; a problem when it cannot be split or its first word is no command. Never throws. */
export function parseCommand(line: string): ParsedCommand | CommandProblem {
  const split = tokenize(line);
  if (!split.ok) return { check: "command-split", severity: "error", ...splitFailure(split) };
  const [first, ...rest] = split.tokens;
  if (!first) return emptyLine;
  const entry = findCommand(first.text);
  if (!entry) return unknownCommand(first);
  const sorted = sortWords(entry, rest);
  return {
    words: split.tokens.map(({ text }) => text),
    entry,
    positionals: place(entry.positional, sorted.plain),
    flags: sorted.flags,
    unknownFlags: sorted.unknown,
    surplus: surplusOf(entry.positional, sorted.plain),
    valueless: sorted.flags.filter(({ flag, values }) => flag.type !== "bool" && values.length === 0),
    help: sorted.help,
    quirks: split.quirks,
  };
}

/** True when `parseCommand` could not take the line apart. */
export function isProblem(result: ParsedCommand | CommandProblem): result is CommandProblem {
  return "check" in result;
}

const emptyLine: CommandProblem = {
  check: "command-empty",
  severity: "error",
  message: "Cannot read the command: there is no word in it",
  column: 1,
  fix: "write a command of the sensor, such as os_version; a # drops the rest of the line",
};

function unknownCommand({ text, column }: Token): CommandProblem {
  const chained = /[;|&]/.test(text);
  return {
    check: "command-unknown",
    severity: "error",
    message: `the sensor has no command ${JSON.stringify(text)}`,
    column,
    fix: chained
      ? "one task is one command: ; | & mean nothing outside run --shell-command"
      : insteadOf(text),
  };
}

interface SortedWords {
  readonly plain: Token[];
  readonly flags: ParsedFlag[];
  readonly unknown: Token[];
  help: boolean;
}

/** Tells flags with their values from plain words. After `--` every word is plain. */
function sortWords(entry: CommandEntry, tokens: readonly Token[]): SortedWords {
  const sorted: SortedWords = { plain: [], flags: [], unknown: [], help: false };
  const waiting = [...tokens];
  for (let token = waiting.shift(); token; token = waiting.shift()) {
    if (token.text === "--") {
      sorted.plain.push(...waiting.splice(0));
    } else if (!looksLikeFlag(token.text)) {
      sorted.plain.push(token);
    } else {
      takeFlag(entry, { token, waiting }, sorted);
    }
  }
  return sorted;
}

/** A negative number is a value: `hidden_module_scan -1`. */
const looksLikeFlag = (word: string): boolean => /^--?[^-]/.test(word) && !/^-\d+$/.test(word);

function takeFlag(entry: CommandEntry, at: { token: Token; waiting: Token[] }, sorted: SortedWords): void {
  const { text, column } = at.token;
  const equals = text.indexOf("=");
  const written = equals < 0 ? text : text.slice(0, equals);
  const flag = entry.flags.find(({ long, short }) => written === long || written === short);
  if (!flag) {
    if (written === "-h" || written === "--help") sorted.help = true;
    else sorted.unknown.push({ text: written, column });
    return;
  }
  const inline = equals < 0 ? undefined : { text: text.slice(equals + 1), column: column + equals + 1 };
  const values = inline ? [inline] : valuesOf(flag, at.waiting);
  sorted.flags.push({ flag, written, values, column });
}

/** Takes the words behind a flag that are its value. */
function valuesOf(flag: Flag, waiting: Token[]): Token[] {
  if (flag.type === "bool") return [];
  const end = waiting.findIndex(({ text }) => looksLikeFlag(text) || text === "--");
  const most = end < 0 ? waiting.length : end;
  return waiting.splice(0, flag.greedy ? most : Math.min(1, most));
}

/** Gives each positional argument its words. */
function place(positionals: readonly Positional[], plain: readonly Token[]): ParsedCommand["positionals"] {
  return positionals.map((positional, index) => ({
    positional,
    values: positional.repeated ? plain.slice(index) : plain.slice(index, index + 1),
  }));
}

function surplusOf(positionals: readonly Positional[], plain: readonly Token[]): readonly Token[] {
  return positionals.some(({ repeated }) => repeated) ? [] : plain.slice(positionals.length);
}

/** The first value of a flag by its long name; undefined when the flag is not there or has none. */
export function flagValue(command: ParsedCommand, long: string): string | undefined {
  return command.flags.find(({ flag }) => flag.long === long)?.values[0]?.text;
}

/** True when a flag is there and not switched off with `=false`. */
export function hasFlag(command: ParsedCommand, long: string): boolean {
  const found = command.flags.find(({ flag }) => flag.long === long);
  return found !== undefined && (found.flag.type !== "bool" || found.values[0]?.text !== "false");
}

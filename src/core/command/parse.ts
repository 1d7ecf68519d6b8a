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
  if (!split.ok) return { check: "command/split", severity: "error", ...splitFailure(split) };
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
  check: "command/empty",
  severity: "error",
  message: "Cannot read the command: there is no word in it",
  column: 1,
  fix: "write a command of the sensor, such as os_version; a # drops the rest of the line",
};

function unknownCommand({ text, column }: Token): CommandProblem {
  const chained = /[;|&]/.test(text);
  return {
    check: "command/unknown",
    severity: "error",
    message: `the sensor has no command ${JSON.stringify(text)}`,
    column,
    fix: chained
      ? "one task is one command: ; | & mean nothing outside run --shell-command"
      : insteadOf(text),
  };
}

/** The words of a line while they are sorted. */
interface Sorting {
  readonly tokens: readonly Token[];
  /** Index of the next word that nothing has taken. */
  next: number;
  readonly plain: Token[];
  readonly flags: ParsedFlag[];
  readonly unknown: Token[];
  help: boolean;
}

/** Tells flags with their values from plain words. After `--` every word is plain. */
function sortWords(entry: CommandEntry, tokens: readonly Token[]): Sorting {
  const sorting: Sorting = { tokens, next: 0, plain: [], flags: [], unknown: [], help: false };
  let onlyPlain = false;
  for (let token = take(sorting); token; token = take(sorting)) {
    if (onlyPlain) sorting.plain.push(token);
    else if (token.text === "--") onlyPlain = true;
    else if (looksLikeFlag(token.text)) takeFlag(entry, token, sorting);
    else sorting.plain.push(token);
  }
  return sorting;
}

function take(sorting: Sorting): Token | undefined {
  const token = sorting.tokens[sorting.next];
  sorting.next += 1;
  return token;
}

/** A negative number is a value: `hidden_module_scan -1`. */
const looksLikeFlag = (word: string): boolean => /^--?[^-]/.test(word) && !/^-\d+$/.test(word);

function takeFlag(entry: CommandEntry, { text, column }: Token, sorting: Sorting): void {
  const equals = text.indexOf("=");
  const written = equals < 0 ? text : text.slice(0, equals);
  const flag = entry.flags.find(({ long, short }) => written === long || written === short);
  if (!flag) {
    if (written === "-h" || written === "--help") sorting.help = true;
    else sorting.unknown.push({ text: written, column });
    return;
  }
  const inline = { text: text.slice(equals + 1), column: column + equals + 1 };
  const values = equals < 0 ? takeValues(flag, sorting) : [inline];
  sorting.flags.push({ flag, written, values, column });
}

/** Takes the words behind a flag that are its value. */
function takeValues(flag: Flag, sorting: Sorting): Token[] {
  const values: Token[] = [];
  const most = flag.type === "bool" ? 0 : flag.greedy ? Number.POSITIVE_INFINITY : 1;
  while (values.length < most) {
    const token = sorting.tokens[sorting.next];
    if (!token || token.text === "--" || looksLikeFlag(token.text)) break;
    values.push(token);
    sorting.next += 1;
  }
  return values;
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

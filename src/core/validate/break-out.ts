import { tokenize } from "../command/tokens.js";
import type { Finding } from "../model/finding.js";
import { openingsIn, replaceVariables } from "../model/variables.js";
import { parseSelector } from "../selector/parse.js";
import { checks } from "./checks.js";
import type { Source } from "./source.js";
import type { TaskFile } from "./task.js";

type Values = ReadonlyMap<string, string>;

/**
 * Values that would be more than the text they stand for: that end a quote, split a word, or bind to what is beside them. A text that
 * is one variable and nothing else may be anything. What cannot be read at all has findings of its own.
 */
export function breakOutFindings(
  { task, selector }: Pick<TaskFile, "task" | "selector">,
  values: Values,
  source: Source,
): Finding[] {
  const broken: Finding[] = [];
  if (isPartly(task) && splitsOtherwise(task, values)) {
    broken.push({
      check: checks.varsBreakOut,
      severity: "error",
      message: "Cannot put a variable's value in here: with it the command is split into other words",
      fix: "Put the variable in single quotes in the task; else take quotes, backslashes and spaces out of its value",
      at: source.value(["task"]),
    });
  }
  if (isPartly(task) && actsInShell(task, values)) {
    broken.push({
      check: checks.varsBreakOut,
      severity: "error",
      message:
        "Cannot put a variable's value in here: it has characters that act in the shell, so it is more than a part of this command",
      fix: "Take ; & | < > $( back-ticks, quotes and line breaks out of its value, or make the whole shell command one variable",
      at: source.value(["task"]),
    });
  }
  if (selector !== undefined && isPartly(selector) && readsOtherwise(selector, values)) {
    broken.push({
      check: checks.varsBreakOut,
      severity: "error",
      message:
        "Cannot put a variable's value in here: with it the selector is read otherwise than it is written",
      fix: "Put the variable in back-ticks where it is a value and in parentheses where it is a condition; else take quotes out of its value",
      at: source.value(["selector"]),
    });
  }
  return broken;
}

/** True for a text with variables and something else. */
function isPartly(text: string): boolean {
  const [first] = openingsIn(text.trim());
  return first !== undefined && first.length < text.trim().length;
}

const put = (text: string, values: Values): string =>
  replaceVariables(text, (name) => values.get(name) ?? "");

/** Each word of the line has to be the word of the file with the values in it. */
function splitsOtherwise(line: string, values: Values): boolean {
  const stands = standInsFor(line, values);
  const before = tokenize(stands.text);
  const after = tokenize(put(line, values));
  if (!before.ok || !after.ok) return false;
  return (
    JSON.stringify(before.tokens.map(({ text }) => stands.filled(text))) !==
    JSON.stringify(after.tokens.map(({ text }) => text))
  );
}

const shellOption = "--shell-command";
/** What ends a command or a quote, begins another command, or sends its text elsewhere, in the shells of every platform. */
const active = /[;&|<>`"'\r\n]|\$\(/;

/** True when a value is a part of a shell's command line and not only text there. A command line that is all one variable may be anything. */
function actsInShell(line: string, values: Values): boolean {
  const stands = standInsFor(line, values);
  const split = tokenize(stands.text);
  if (!split.ok) return false;
  return split.tokens.some(({ text }, index) => {
    const isShell = split.tokens[index - 1]?.text === shellOption || text.startsWith(`${shellOption}=`);
    return isShell && stands.partsIn(text).some((value) => active.test(value));
  });
}

/**
 * The selector has to mean what it means with plain words in place of the values, or with each value in parentheses: then each is a
 * condition by itself, for one that is not (`a) or (b`) would close the parentheses that were put around it.
 */
function readsOtherwise(text: string, values: Values): boolean {
  const after = meaningOf(put(text, values));
  if (after === undefined) return false;
  const meant = JSON.stringify(after);
  const stands = standInsFor(text, values);
  if (JSON.stringify(mapped(meaningOf(stands.text), stands.filled)) === meant) return false;
  if (!namesIn(text).every((name) => meaningOf(values.get(name) ?? "") !== undefined)) return true;
  const enclosed = replaceVariables(text, (name) => `(${values.get(name) ?? ""})`);
  return JSON.stringify(meaningOf(enclosed)) !== meant;
}

const namesIn = (text: string): string[] => openingsIn(text).flatMap(({ name }) => name ?? []);

interface StandIns {
  readonly text: string;
  /** A part of the text with the values in place of the stand-ins. */
  readonly filled: (part: string) => string;
  /** The values that a part of the text has beside other text. */
  readonly partsIn: (part: string) => readonly string[];
}

/** The text with a plain word for each variable, one that it does not have. */
function standInsFor(text: string, values: Values): StandIns {
  let word = "vxz";
  while (text.includes(word)) word += "x";
  const at: string[] = [];
  const standing = replaceVariables(text, (name) => `${word}${at.push(values.get(name) ?? "") - 1}q`);
  const pattern = new RegExp(`${word}(\\d+)q`, "g");
  const valueOf = (index: string | undefined): string => at[Number(index)] ?? "";
  return {
    text: standing,
    filled: (part) => part.replace(pattern, (_all, index: string) => valueOf(index)),
    partsIn: (part) =>
      [...part.matchAll(pattern)].flatMap(([found, index]) => (found === part ? [] : [valueOf(index)])),
  };
}

/** What a selector says, without places and without how a plain value was written; undefined when it cannot be read. */
function meaningOf(text: string): unknown {
  const parsed = parseSelector(text);
  return parsed.ok ? withoutPlaces(parsed.expression) : undefined;
}

const plainQuotes: ReadonlySet<unknown> = new Set(["bare", "number", "hyphenated"]);

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "column")
      .map(([key, member]) => [
        key,
        key === "quote" && plainQuotes.has(member) ? "bare" : withoutPlaces(member),
      ]),
  );
}

function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapped(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapped(member, change)]));
}

import { Command, InvalidArgumentError } from "commander";
import { lintCommand } from "../core/command/lint.js";
import { isProblem, type ParsedCommand, parseCommand } from "../core/command/parse.js";
import type { CommandProblem } from "../core/command/problem.js";
import { splitCommand } from "../core/command/words.js";
import { exitCode } from "../core/model/exit-code.js";
import { hasErrors } from "../core/model/finding.js";
import { renderExpressionFindings } from "../core/report/expression-findings.js";
import { inert } from "../core/report/inert.js";
import type { Style } from "../core/report/style.js";
import type { CommandContext } from "./context.js";
import { withFormat } from "./options.js";

interface CommandOptions {
  readonly platform: readonly string[];
  readonly format: "text" | "json";
}

/** What a command line means: its words, what the sensor's parser makes of them, and the findings. */
interface CheckedCommand {
  /** Null when the line cannot be split. */
  readonly words: readonly string[] | null;
  /** Null when the first word is no command. */
  readonly command: DescribedCommand | null;
  readonly findings: readonly CommandProblem[];
}

interface DescribedCommand {
  readonly name: string;
  readonly positional: { readonly [name: string]: readonly string[] };
  readonly flags: { readonly [name: string]: readonly string[] };
  readonly answers: readonly string[];
}

const platforms = ["windows", "linux", "macos", "chrome", "edge"];

/** `lctasks command`: what the sensor makes of a command line. */
export function commandCommand(context: CommandContext): Command {
  const command = new Command("command")
    .description("read a sensor command line: words, flags, hazards")
    .argument("<line>", "the command line; quote it for your shell")
    .option("--platform <name...>", "platforms it goes to", platformOf, [])
    .action((line: string, options: CommandOptions) => check(line, options, context));
  return withFormat(command, ["text", "json"]);
}

function platformOf(name: string, before: readonly string[]): readonly string[] {
  if (platforms.includes(name)) return [...before, name];
  throw new InvalidArgumentError(`Write one of ${platforms.join(", ")}.`);
}

function check(line: string, { platform, format }: CommandOptions, { world, finish }: CommandContext): void {
  const checked = checkCommand(line, platform);
  const text =
    format === "json" ? `${JSON.stringify(checked, null, 2)}\n` : describe(line, checked, world.style.output);
  world.console.print(text);
  finish(hasErrors(checked.findings) ? exitCode.invalid : exitCode.done);
}

function checkCommand(line: string, targets: readonly string[]): CheckedCommand {
  const split = splitCommand(line);
  const parsed = parseCommand(line);
  return {
    words: split.ok ? split.words : null,
    command: isProblem(parsed) ? null : describeCommand(parsed),
    findings: lintCommand(line, targets.length === 0 ? {} : { platforms: [...targets] }),
  };
}

function describeCommand({ entry, positionals, flags }: ParsedCommand): DescribedCommand {
  return {
    name: entry.name,
    positional: Object.fromEntries(
      positionals.map(({ positional, values }) => [positional.name, values.map(({ text }) => text)]),
    ),
    flags: Object.fromEntries(flags.map(({ flag, values }) => [flag.long, values.map(({ text }) => text)])),
    answers: [...entry.responseEvents],
  };
}

function describe(line: string, { words, command, findings }: CheckedCommand, style: Style): string {
  const pairs = (members: DescribedCommand["flags"]): string[] =>
    Object.entries(members).map(
      ([name, values]) =>
        `    ${inert(name)}${values.length === 0 ? "" : ` = ${values.map(inert).join(", ")}`}`,
    );
  const lines = [
    ...(words === null
      ? []
      : [`${style.bold("words")}    ${words.map((word) => `[${inert(word)}]`).join(" ")}`]),
    ...(command === null
      ? []
      : [`${style.bold("command")}  ${command.name}`, ...pairs(command.positional), ...pairs(command.flags)]),
    ...renderExpressionFindings(line, findings, style),
  ];
  return `${lines.join("\n")}\n`;
}

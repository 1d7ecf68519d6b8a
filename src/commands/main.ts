import type { Command } from "commander";
import { type ExitCode, exitCode } from "../core/model/exit-code.js";
import { messageOf } from "../core/model/message-of.js";
import { nearestName } from "../core/model/nearest.js";
import { inert } from "../core/report/inert.js";
import { openWorld, type Process } from "../world.js";
import type { CommandContext } from "./context.js";
import { commands } from "./registry.js";
import { asksForVersion } from "./version.js";

/** argv → command → exit code. Loads only what the command needs. */
export async function main(argv: readonly string[], process: Process): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (asksForVersion(argv)) return say(process, `${__LCTASKS_VERSION__}\n`);
  if (name === "help" && rest.length > 0) return main([...rest, "--help"], process);
  if (name === undefined || name === "--help" || name === "-h" || name === "help")
    return say(process, overview());
  const entry = commands.find((command) => command.name === name);
  if (entry === undefined) {
    const close = nearestName(
      name,
      commands.map((command) => command.name),
    );
    process.error.write(
      `Cannot run ${inert(name)}: there is no such command.${close === undefined ? "" : ` Did you mean ${close}?`}\n`,
    );
    return exitCode.failed;
  }
  let code: ExitCode = exitCode.done;
  const make = await entry.load();
  const context: CommandContext = {
    world: openWorld(process),
    finish: (finished: ExitCode) => (code = finished),
    everyCommand: () => Promise.all(commands.map(async ({ load }) => (await load())(context))),
    run: main,
  };
  const parsed = await parse(prepared(make(context), process), rest, process);
  return parsed ?? code;
}

function say(process: Process, text: string): ExitCode {
  process.output.write(text);
  return exitCode.done;
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "Usage: lctasks <command> [options]",
    "",
    ...lines,
    "",
    "lctasks <command> --help tells more. lctasks --version",
    "",
  ].join("\n");
}

/** Commander writes to our streams and leaves the ending to us, subcommands included. */
function prepared(command: Command, process: Process): Command {
  const output = {
    writeOut: (text: string) => void process.output.write(text),
    writeErr: (text: string) => void process.error.write(text.split("\n").map(inert).join("\n")),
  };
  for (const each of [command, ...command.commands])
    each.exitOverride().configureOutput(output).showSuggestionAfterError();
  return command.name(`lctasks ${command.name()}`);
}

/** Returns an exit code when it ended otherwise than by the command's own: help, a wrong option, a broken outside. */
async function parse(
  command: Command,
  argv: readonly string[],
  process: Process,
): Promise<ExitCode | undefined> {
  try {
    await command.parseAsync(argv, { from: "user" });
    return undefined;
  } catch (error) {
    if (isCommanderEnd(error)) return error.exitCode === 0 ? exitCode.done : exitCode.failed;
    process.error.write(`${inert(messageOf(error))}\n`);
    return exitCode.failed;
  }
}

function isCommanderEnd(error: unknown): error is { readonly exitCode: number } {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    error.code.startsWith("commander.")
  );
}

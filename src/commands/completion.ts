import { Argument, Command } from "commander";
import { exitCode } from "../core/model/exit-code.js";
import { bashScript } from "./completion/bash.js";
import { fishScript } from "./completion/fish.js";
import { wordsOf } from "./completion/words.js";
import { zshScript } from "./completion/zsh.js";
import type { CommandContext } from "./context.js";
import { loadProject } from "./load-project.js";
import { type SourceOptions, withSource } from "./options.js";

/** Every shell. To add one: a file in `completion/`, a line here, a test with that shell. */
const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
type Shell = keyof typeof scripts;
const shells = Object.keys(scripts);

interface CompletionOptions extends SourceOptions {
  readonly tasks: boolean;
}

/** `lctasks completion`: the completion of a shell, made from the commands themselves. */
export function completionCommand(context: CommandContext): Command {
  const command = new Command("completion")
    .description("print what a shell completes our command line by; source it in its start-up file")
    .addArgument(new Argument("[shell]").choices(shells))
    .option("--tasks", "print the names of the declared tasks instead: what the shells ask for", false)
    .action((shell: Shell | undefined, options: CompletionOptions) => completion(shell, options, context));
  return withSource(command);
}

async function completion(
  shell: Shell | undefined,
  options: CompletionOptions,
  context: CommandContext,
): Promise<void> {
  const { world, finish } = context;
  if (options.tasks) {
    const { tasks } = await loadProject(world, options);
    world.console.print(tasks.map(({ name }) => `${name}\n`).join(""));
  } else if (shell === undefined) {
    world.console.note(`Cannot print a completion: say for which shell, ${shells.join(", ")}\n`);
    finish(exitCode.failed);
  } else {
    world.console.print(scripts[shell]((await context.everyCommand()).flatMap((each) => wordsOf(each))));
  }
}

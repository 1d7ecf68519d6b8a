import { relative, resolve, sep } from "node:path";
import { Command } from "commander";
import { exitCode } from "../core/model/exit-code.js";
import { hasErrors } from "../core/model/finding.js";
import { renderValidation, validationJson } from "../core/report/validation.js";
import { type ChangedSinceOptions, choose } from "./changed-since.js";
import type { CommandContext } from "./context.js";
import { loadProject } from "./load-project.js";
import { type SourceOptions, withFormat, withSource } from "./options.js";

interface ValidateOptions extends SourceOptions, ChangedSinceOptions {
  readonly format: "text" | "json";
  readonly verbose: boolean;
}

/** `lctasks validate`: all that is wrong in all files, offline and without credentials. */
export function validateCommand(context: CommandContext): Command {
  const command = new Command("validate")
    .description("check the files, offline and without credentials")
    .argument("[paths...]", "only what concerns these files or folders")
    .option("--verbose", "show what is silenced, and why", false)
    .action((paths: readonly string[], options: ValidateOptions) => validate(paths, options, context));
  command.option(
    "--changed-since <commit>",
    "refuse as well what must not be dropped since this commit, branch or tag",
  );
  return withFormat(withSource(command), ["text", "json"]);
}

async function validate(
  paths: readonly string[],
  options: ValidateOptions,
  { world, finish }: CommandContext,
): Promise<void> {
  const root = resolve(world.process.directory, options.directory);
  const read = await loadProject(world, options, {
    paths: paths.map((path) => relative(root, resolve(root, path)).replaceAll(sep, "/")),
  });
  const { loaded } = await choose(read, options, world);
  const print =
    options.format === "json"
      ? validationJson(loaded)
      : renderValidation(loaded, world.style.output, options.verbose);
  world.console.print(print);
  finish(hasErrors(loaded.findings) ? exitCode.invalid : exitCode.done);
}

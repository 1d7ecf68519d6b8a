import { join } from "node:path";
import type { Command } from "commander";
import type { Configuration } from "../core/model/configuration.js";
import { exitCode } from "../core/model/exit-code.js";
import { hasErrors } from "../core/model/finding.js";
import type { Ledger } from "../core/model/ledger.js";
import { nearestName } from "../core/model/nearest.js";
import type { DeclaredTask } from "../core/model/task.js";
import { renderFindings } from "../core/report/findings.js";
import { inert } from "../core/report/inert.js";
import { jsonText } from "../core/report/json.js";
import { renderLineDiff } from "../core/report/line-diff.js";
import { type EditedFile, editedTask } from "../flow/decisions/edited-task.js";
import { ledgersOf } from "../flow/decisions/ledgers-of.js";
import { load } from "../flow/load.js";
import type { CommandContext } from "./context.js";
import type { DecisionOptions } from "./decision.js";
import { chosenBy } from "./options.js";

/** What a verb writes in a task's file; a text when there is nothing to write. */
export type EditOf = (
  task: DeclaredTask,
  ledgers: readonly Ledger[],
) =>
  | { readonly key: "accept" | "run"; readonly written: string; readonly wanted: Partial<DeclaredTask> }
  | string;

interface EditRun {
  readonly name: string;
  readonly options: DecisionOptions;
  readonly context: CommandContext;
}

/** Adds the argument that both verbs take. */
export const withTask = (command: Command): Command => command.argument("<task>", "the task's name");

/** Edits one member of a task in its file, where reviewers see it. Of the organizations only their ledgers are read. */
export async function editTask({ name, options, context }: EditRun, editOf: EditOf): Promise<void> {
  const { world, finish } = context;
  const request = { files: world.files(options.directory), configPath: options.config };
  const { tasks, configuration, findings } = await load(request);
  if (configuration === undefined || hasErrors(findings)) {
    world.console.note(`${renderFindings(findings, world.style.error)}\n`);
    return finish(exitCode.invalid);
  }
  const task = tasks.find((each) => each.name === name);
  if (task === undefined) {
    world.console.note(unknown(name, tasks));
    return finish(exitCode.failed);
  }
  const edit = editOf(task, await readLedgers(configuration, options, context));
  if (typeof edit === "string") {
    if (options.format === "json")
      world.console.print(jsonText({ version: 1, task: name, result: "nothing", message: edit }));
    else world.console.print(`${inert(edit)}\n`);
    return finish(exitCode.done);
  }
  const edited = await editedTask(request, task, edit);
  if (edited === undefined) {
    world.console.note(
      `Cannot edit ${inert(task.at.file)}: its form does not allow it safely. Write \`${edit.key}: ${edit.written}\` in ${inert(name)} by hand.\n`,
    );
    return finish(exitCode.refused);
  }
  await write(edited, { name, options, context });
}

function unknown(name: string, tasks: readonly DeclaredTask[]): string {
  const near = nearestName(
    name,
    tasks.map((each) => each.name),
  );
  return `Cannot edit ${inert(name)}: no task has that name.${near === undefined ? "" : ` Did you mean ${near}?`}\n`;
}

function readLedgers(
  configuration: Configuration,
  options: DecisionOptions,
  { world }: CommandContext,
): Promise<Ledger[]> {
  const chosen = chosenBy(options)(configuration.organizations);
  return ledgersOf(chosen, (organization) => world.reading(organization, configuration, options.directory));
}

/** Shows the difference, asks, and replaces the file, unless somebody changed it meanwhile. */
async function write(edited: EditedFile, { name, options, context }: EditRun): Promise<void> {
  const { world, finish } = context;
  world.console.note(renderLineDiff(edited, world.style.error));
  const answer = options.yes ? true : await world.console.confirm("Write this?");
  if (answer !== true) {
    world.console.note(
      answer === undefined
        ? "Nothing was written: there is no terminal to ask on; use `--yes`.\n"
        : "Nothing was written.\n",
    );
    return finish(exitCode.refused);
  }
  const path = join(options.directory, edited.file);
  if (world.readText(path) !== edited.before) {
    world.console.note(`Nothing was written: ${inert(edited.file)} changed meanwhile.\n`);
    return finish(exitCode.refused);
  }
  world.replaceText(path, edited.after);
  const text =
    options.format === "json"
      ? jsonText({ version: 1, task: name, result: "done", file: edited.file })
      : `${inert(edited.file)} is written; review and commit it\n`;
  world.console.print(text);
}

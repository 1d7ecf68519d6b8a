import { Command } from "commander";
import { bareConfiguration } from "../core/model/configuration.js";
import { exitCode } from "../core/model/exit-code.js";
import { hasErrors } from "../core/model/finding.js";
import { nearestName } from "../core/model/nearest.js";
import { renderExplanation } from "../core/report/explanation.js";
import { renderFindings } from "../core/report/findings.js";
import { inert } from "../core/report/inert.js";
import { validationJson } from "../core/report/validation.js";
import { explainTask } from "../flow/explain-task.js";
import { loadProject } from "./load-project.js";
import type { CommandContext } from "./context.js";
import {
  chosenBy,
  type OrganizationOptions,
  type SourceOptions,
  withFormat,
  withOrganizations,
  withSource,
} from "./options.js";

interface ExplainOptions extends SourceOptions, OrganizationOptions {
  readonly format: "text" | "json";
}

/** `lctasks explain`: one page about a task. */
export function explainCommand(context: CommandContext): Command {
  const command = new Command("explain")
    .description("one page about a task: what runs where, what comes back, what becomes of it")
    .argument("<task>", "the task's name")
    .action((name: string, options: ExplainOptions) => explain(name, options, context));
  return withFormat(withOrganizations(withSource(command)), ["text", "json"]);
}

async function explain(
  name: string,
  options: ExplainOptions,
  { world, finish }: CommandContext,
): Promise<void> {
  const loaded = await loadProject(world, options);
  const { tasks, configuration, findings } = loaded;
  const task = tasks.find((each) => each.name === name);
  if (task === undefined) {
    const near = nearestName(
      name,
      tasks.map((each) => each.name),
    );
    world.console.note(
      `Cannot explain ${inert(name)}: no valid task has that name.${near === undefined ? "" : ` Did you mean ${near}?`}\n`,
    );
    if (options.format === "json") world.console.print(validationJson(loaded));
    const serious = findings.filter(({ severity }) => severity === "error");
    if (serious.length > 0) world.console.note(`\n${renderFindings(serious, world.style.error)}\n`);
    finish(hasErrors(findings) ? exitCode.invalid : exitCode.failed);
    return;
  }
  const inForce = configuration ?? bareConfiguration;
  const explanation = explainTask(task, {
    configuration: inForce,
    shown: chosenBy(options)(inForce.organizations),
    findings,
  });
  const text =
    options.format === "json"
      ? `${JSON.stringify(explanation, null, 2)}\n`
      : renderExplanation(explanation, world.style.output);
  world.console.print(text);
  finish(hasErrors(explanation.findings) ? exitCode.invalid : exitCode.done);
}

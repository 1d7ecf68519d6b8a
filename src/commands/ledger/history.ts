import { Command } from "commander";
import { type ExitCode, exitCode } from "../../core/model/exit-code.js";
import type { TaskHistory } from "../../core/model/ledger-history.js";
import { nearestName } from "../../core/model/nearest.js";
import { taskHistory } from "../../core/plan/ledger-history.js";
import { inert } from "../../core/report/inert.js";
import { jsonText } from "../../core/report/json.js";
import { renderHistory } from "../../core/report/ledger-history.js";
import { usable } from "../../flow/decisions/usable-ledger.js";
import { loadProject } from "../load-project.js";
import type { CommandContext } from "../context.js";
import { eachOrganization } from "../each-organization.js";
import {
  type OrganizationOptions,
  type SourceOptions,
  withFormat,
  withOrganizations,
  withSource,
} from "../options.js";

interface HistoryOptions extends SourceOptions, OrganizationOptions {
  readonly format: "text" | "json";
}

/** `lctasks ledger history`: every run of one task, over its renames. */
export function historyCommand(context: CommandContext): Command {
  const command = new Command("history")
    .description("show every run of a task that the ledger remembers, over its renames")
    .argument("<task>", "the task's name, a former one too")
    .action((task: string, options: HistoryOptions) => history(task, options, context));
  return withFormat(withOrganizations(withSource(command)), ["text", "json"]);
}

async function history(task: string, options: HistoryOptions, context: CommandContext): Promise<void> {
  const { console, style } = context.world;
  const loaded = await loadProject(context.world, options);
  const histories: TaskHistory[] = [];
  await eachOrganization({ loaded, options, context, despiteTaskFiles: true }, async (organization) => {
    const { alias, ledger, clock } = organization;
    const read = usable({ ledger: await ledger.read(), witness: { state: "none" } }, organization);
    const note = (text: string, code: ExitCode) => () => {
      console.note(`${inert(alias)}: ${text}\n`);
      return code;
    };
    if (!("state" in read)) return note(inert(read.message), exitCode.refused);
    const found = taskHistory(read.ledger, task, { organization: alias, nowMs: clock.nowMs() });
    if (found === undefined) {
      const near = nearestName(task, Object.keys(read.ledger.tasks));
      const hint = near === undefined ? "" : `; did you mean ${near}?`;
      return note(`nothing was ever recorded of ${inert(task)}${inert(hint)}`, exitCode.done);
    }
    return () => {
      histories.push(found);
      if (options.format === "text") console.print(renderHistory(found, style.output));
      return exitCode.done;
    };
  });
  if (options.format === "json") console.print(jsonText({ version: 1, organizations: histories }));
}

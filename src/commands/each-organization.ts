import { type ExitCode, exitCode } from "../core/model/exit-code.js";
import { hasErrors } from "../core/model/finding.js";
import { messageOf } from "../core/model/message-of.js";
import { isMeantFor } from "../core/model/organization-terms.js";
import { renderFindings } from "../core/report/findings.js";
import { inert } from "../core/report/inert.js";
import type { Loaded } from "../flow/load.js";
import type { Desired } from "../flow/organization.js";
import type { WritableOrganization } from "../ports/organization.js";
import type { CommandContext } from "./context.js";
import { chosenBy, type OrganizationOptions, type SourceOptions } from "./options.js";

interface Selection {
  readonly loaded: Loaded;
  readonly options: SourceOptions & OrganizationOptions;
  readonly context: CommandContext;
  /** Goes on when task files are invalid: what has to be stopped is stopped all the same. */
  readonly despiteTaskFiles?: boolean;
}

/** Does something in every chosen organization, one after the other, and exits with the most serious of their codes. Invalid files end it before. */
export async function eachOrganization(
  { loaded, options, context, despiteTaskFiles = false }: Selection,
  step: (organization: WritableOrganization, desired: Desired) => Promise<ExitCode>,
): Promise<void> {
  const { world } = context;
  const { configuration, findings } = loaded;
  if (configuration === undefined || (hasErrors(findings) && !despiteTaskFiles)) {
    world.console.note(`${renderFindings(findings, world.style.error)}\n`);
    context.finish(exitCode.invalid);
    return;
  }
  const codes: ExitCode[] = [];
  for (const declared of chosenBy(options)(configuration.organizations)) {
    try {
      const organization = await world.writing(declared, configuration, options.directory);
      try {
        const tasks = loaded.tasks.filter((task) => isMeantFor(task.organizations, declared));
        codes.push(await step(organization, { configuration, tasks, allowEmpty: false }));
      } finally {
        await organization.close();
      }
    } catch (error) {
      world.console.note(`${inert(declared.alias)}: ${inert(messageOf(error))}\n`);
      codes.push(exitCode.failed);
    }
  }
  context.finish(mostSerious(codes));
}

/** Failures before refusals before success. */
function mostSerious(codes: readonly ExitCode[]): ExitCode {
  return [exitCode.failed, exitCode.refused].find((code) => codes.includes(code)) ?? exitCode.done;
}

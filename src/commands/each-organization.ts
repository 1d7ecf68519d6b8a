import { configurationIn } from "../core/model/configuration.js";
import { type ExitCode, exitCode } from "../core/model/exit-code.js";
import { hasErrors } from "../core/model/finding.js";
import type { FailedOrganization } from "../core/model/report.js";
import { tasksIn } from "../core/validate/task-in-organization.js";
import { renderFindings } from "../core/report/findings.js";
import { inert } from "../core/report/inert.js";
import type { Loaded } from "../flow/load.js";
import type { Desired } from "../flow/organization.js";
import { inOrganizations, type Pace } from "../flow/organizations.js";
import type { WritableOrganization } from "../ports/organization.js";
import type { CommandContext } from "./context.js";
import { chosenBy, type OrganizationOptions, type SourceOptions } from "./options.js";
import { paceOf } from "./pace.js";

interface Selection {
  readonly loaded: Loaded;
  readonly options: SourceOptions & OrganizationOptions;
  readonly context: CommandContext;
  /** Goes on when task files are invalid: what has to be stopped is stopped all the same. */
  readonly despiteTaskFiles?: boolean;
  /** How many at a time; left out: as many as the options say. */
  readonly pace?: Pace;
}

/** Says what came of one organization, and how that ends. Called in the order in which they are declared, whichever ended first. */
export type Telling = () => ExitCode;

/** Does something in every chosen organization, several at a time, and exits with the most serious of their codes. Invalid files end it before. */
export async function eachOrganization(
  { loaded, options, context, despiteTaskFiles = false, pace = paceOf(options, context) }: Selection,
  step: (organization: WritableOrganization, desired: Desired) => Promise<Telling>,
): Promise<void> {
  const { world } = context;
  const { configuration, findings } = loaded;
  if (configuration === undefined || (hasErrors(findings) && !despiteTaskFiles)) {
    world.console.note(`${renderFindings(findings, world.style.error)}\n`);
    context.finish(exitCode.invalid);
    return;
  }
  const codes: ExitCode[] = [];
  await inOrganizations({
    organizations: chosenBy(options)(configuration.organizations),
    pace,
    open: (declared) => world.writing(declared, configuration, options.directory),
    step: (opened: WritableOrganization, declared) => {
      const tasks = tasksIn(declared, loaded.tasks);
      return step(opened, {
        configuration: configurationIn(declared, configuration),
        tasks,
        allowEmpty: false,
      });
    },
    tell: (result) => codes.push(typeof result === "function" ? result() : sayFailure(result, context)),
  });
  context.finish(mostSerious(codes));
}

function sayFailure({ organization, failure }: FailedOrganization, { world }: CommandContext): ExitCode {
  world.console.note(`${inert(organization)}: ${inert(failure)}\n`);
  return exitCode.failed;
}

/** Failures before refusals before success. */
function mostSerious(codes: readonly ExitCode[]): ExitCode {
  return [exitCode.failed, exitCode.refused].find((code) => codes.includes(code)) ?? exitCode.done;
}

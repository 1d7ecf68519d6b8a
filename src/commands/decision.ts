import type { Command } from "commander";
import type { Agree, DecisionReport } from "../core/model/decision.js";
import { type ExitCode, exitCode } from "../core/model/exit-code.js";
import { renderDecision, renderSteps } from "../core/report/decision.js";
import { jsonText } from "../core/report/json.js";
import type { Loaded } from "../flow/load.js";
import { loadProject } from "./load-project.js";
import type { Desired } from "../flow/organization.js";
import type { WritableOrganization } from "../ports/organization.js";
import type { CommandContext } from "./context.js";
import { eachOrganization } from "./each-organization.js";
import {
  type OrganizationOptions,
  type SourceOptions,
  withFormat,
  withOrganizations,
  withSource,
} from "./options.js";
import { paceOf } from "./pace.js";

/** What every verb by which a person decides something can be told. */
export interface DecisionOptions extends SourceOptions, OrganizationOptions {
  readonly yes: boolean;
  readonly format: "text" | "json";
}

/** Adds `--yes` and what says where the files are, which organizations are meant, and how to print. */
export function withDecision(command: Command): Command {
  const asked = command.option("--yes", "do not ask; needed where nobody can answer", false);
  return withFormat(withOrganizations(withSource(asked)), ["text", "json"]);
}

/** What a decision is made from in one organization. */
export interface DecisionInput {
  readonly desired: Desired;
  readonly agree: Agree;
  /** All names in the files. */
  readonly declared: readonly string[];
}

interface DecisionRun {
  readonly options: DecisionOptions;
  readonly context: CommandContext;
  /** Whether invalid task files end it before: not where something has to be stopped. */
  readonly despiteTaskFiles?: boolean;
  /** True when a person asked to stop: no further organization is begun. */
  readonly stopping?: () => boolean;
}

/** How each result ends. */
export const decisionCodes: { readonly [result in DecisionReport["result"]]: ExitCode } = {
  done: exitCode.done,
  nothing: exitCode.done,
  refused: exitCode.refused,
  failed: exitCode.failed,
};

/** Decides in every chosen organization, one after the other where a person is asked, and prints what came of it. */
export async function decideEach(
  { options, context, despiteTaskFiles = false, stopping }: DecisionRun,
  decide: (organization: WritableOrganization, input: DecisionInput) => Promise<DecisionReport>,
): Promise<void> {
  const { console, style } = context.world;
  const loaded = await loadProject(context.world, options);
  const reports: DecisionReport[] = [];
  const pace = paceOf(options, context, {
    asks: !options.yes,
    ...(stopping === undefined ? {} : { stopping }),
  });
  await eachOrganization(
    { loaded, options, context, despiteTaskFiles, pace },
    async (organization, desired) => {
      const agree = agreeOn(options, context);
      const report = await decide(organization, { desired, agree, declared: namesIn(loaded) });
      return () => {
        reports.push(report);
        if (options.format === "text") console.print(renderDecision(report, style.output));
        return decisionCodes[report.result];
      };
    },
  );
  if (options.format === "json") console.print(jsonText({ version: 1, organizations: reports }));
}

const namesIn = ({ tasks }: Loaded): string[] => tasks.map(({ name }) => name);

/** Shows the steps, and asks unless `--yes` was said. */
export function agreeOn({ yes }: { readonly yes: boolean }, { world }: CommandContext): Agree {
  return async (organization, steps) => {
    world.console.note(renderSteps(organization, steps, world.style.error));
    return yes ? true : world.console.confirm(`Do this in ${organization}?`);
  };
}

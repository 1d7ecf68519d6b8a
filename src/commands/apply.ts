import { Command, Option } from "commander";
import type { Plan } from "../core/model/plan.js";
import { renderText } from "../core/report/text.js";
import { verdict } from "../core/report/verdict.js";
import { ruleTreeOf } from "../flow/iac/rule-tree.js";
import { loadProject } from "./load-project.js";
import { type ApplyOptions, applyOrganization } from "../flow/organization.js";
import type { ReviewOf } from "../flow/read-review.js";
import { agreedBefore } from "./agreed-before.js";
import { reconcile } from "../flow/reconcile.js";
import type { History } from "../ports/history.js";
import type { CommandContext } from "./context.js";
import {
  chosenBy,
  type OrganizationOptions,
  type ReachOptions,
  type ShardOptions,
  type SourceOptions,
  shardIn,
  withFormat,
  withOrganizations,
  withShard,
  withReach,
  withSource,
} from "./options.js";
import { paceOf } from "./pace.js";
import { progressIn } from "./progress-in.js";
import { stopRequest } from "./stop-request.js";
import { finishWith, type ReportFormat, reportFormats } from "./report-output.js";

interface ApplyCommandOptions extends SourceOptions, OrganizationOptions, ShardOptions, ReachOptions {
  readonly format: ReportFormat;
  readonly allowEmpty: boolean;
  readonly sensors: boolean;
  readonly allowOlder: boolean;
  readonly yes: boolean;
  readonly fingerprint?: string;
  readonly only?: "rules" | "continue";
}

/** `lctasks apply`: shows the plan, asks, does it, and says what became of each change. */
export function applyCommand(context: CommandContext): Command {
  const command = new Command("apply")
    .description("make the organization as the files say: issue and cancel tasks, write rules")
    .argument("[plan]", "a plan file (plan --out): what it has is agreed to, and nothing else")
    .option("--fingerprint <list>", "fingerprints that were agreed to, or a file with them")
    .addOption(
      new Option(
        "--only <part>",
        "rules: put listeners back, issue and cancel nothing; continue: only what goes on with runs that were agreed to",
      ).choices(["rules", "continue"]),
    )
    .option("--yes", "do not ask; needed where nobody can answer", false)
    .option("--no-sensors", "do not list the sensors: limits then hold what is not read-only")
    .option("--allow-empty", "accept that no task is declared", false)
    .option("--allow-older", "accept a commit that does not contain the last applied one", false)
    .action((file: string | undefined, options: ApplyCommandOptions) => apply(file, options, context));
  return withFormat(withReach(withShard(withOrganizations(withSource(command)))), reportFormats);
}

async function apply(
  file: string | undefined,
  options: ApplyCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { world } = context;
  const reviewOf = agreedBefore(file, options, context);
  const history = await world.history(options.directory);
  const stop = stopRequest(context);
  const reach = options.maxSensors === undefined ? {} : { maxSensors: options.maxSensors };
  const report = await reconcile({
    command: "apply",
    loaded: await loadProject(world, options),
    history,
    chosen: chosenBy(options),
    ...shardIn(options),
    allowEmpty: options.allowEmpty,
    sensors: options.sensors,
    pace: paceOf(options, context, { asks: !options.yes && reviewOf === undefined, stopping: stop.asked }),
    elsewhere: (oid) => ruleTreeOf(world.files(options.directory), oid),
    open: (organization, configuration) => world.writing(organization, configuration, options.directory),
    step: (organization, desired) =>
      applyOrganization(
        organization,
        { ...desired, ...reach },
        applyOptions(options, {
          context,
          history,
          stopping: stop.asked,
          reviewOf,
          progress: progressIn(organization.alias, desired, context),
        }),
      ),
  });
  stop.end();
  finishWith(report, { format: options.format, detailed: false, configuration: options.config }, context);
}

interface ApplyWorld {
  readonly context: CommandContext;
  readonly history: History;
  readonly stopping: () => boolean;
  readonly reviewOf: ReviewOf | undefined;
  readonly progress: (text: string) => void;
}

function applyOptions(
  options: ApplyCommandOptions,
  { context, history, stopping, reviewOf, progress }: ApplyWorld,
): ApplyOptions {
  return {
    history,
    allowOlder: options.allowOlder,
    ...(reviewOf === undefined ? {} : { reviewOf }),
    ...(options.only === "rules" ? { only: options.only } : {}),
    agree: (plan: Plan) => agree(plan, options, { context, progress }),
    stopping,
    progress,
  };
}

/** Shows the plan and asks. With `--yes` its first line is enough: the result names everything. Where nobody can answer, only `--yes` goes on. */
async function agree(
  plan: Plan,
  options: ApplyCommandOptions,
  { context: { world }, progress }: Pick<ApplyWorld, "context" | "progress">,
): Promise<boolean | undefined> {
  const report = { command: "plan" as const, project: plan.project, findings: [], organizations: [{ plan }] };
  if (options.yes) {
    progress(verdict(report));
    return true;
  }
  world.console.note(`${renderText(report, world.style.error)}\n`);
  return world.console.confirm(`Apply this to ${plan.organization}?`);
}

import { Command } from "commander";
import { exitCodeOf, type Report, wasPlanned } from "../core/model/report.js";
import { renderJson } from "../core/report/json.js";
import { ruleTreeOf } from "../flow/iac/rule-tree.js";
import { loadProject } from "./load-project.js";
import { type PlannedOrganization, planOrganization } from "../flow/organization.js";
import { reconcile } from "../flow/reconcile.js";
import { type ChangedSinceOptions, choose, withChangedSince } from "./changed-since.js";
import type { CommandContext } from "./context.js";
import {
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
import { finishWith, type ReportFormat, reportFormats } from "./report-output.js";

interface PlanOptions
  extends SourceOptions,
    OrganizationOptions,
    ShardOptions,
    ReachOptions,
    ChangedSinceOptions {
  readonly format: ReportFormat;
  readonly allowEmpty: boolean;
  readonly sensors: boolean;
  readonly detailedExitcode: boolean;
  readonly out?: string;
}

/** `lctasks plan`: says what apply would do, with a world that cannot do it. */
export function planCommand(context: CommandContext): Command {
  const command = new Command("plan")
    .description("show what apply would do, and change nothing")
    .option("--no-sensors", "do not list the sensors: limits then hold what is not read-only")
    .option("--allow-empty", "accept that no task is declared", false)
    .option("--detailed-exitcode", "exit with 2 when there are changes", false)
    .option("--out <file>", "write the plan to a file that a review can agree to and apply takes")
    .action((options: PlanOptions) => plan(options, context));
  const chosen = withChangedSince(
    withShard(withOrganizations(withSource(command))),
    "only organizations with files",
  );
  return withFormat(withReach(chosen), reportFormats);
}

async function plan(options: PlanOptions, context: CommandContext): Promise<void> {
  const { world } = context;
  const reach = options.maxSensors === undefined ? {} : { maxSensors: options.maxSensors };
  const reached = new Map<string, PlannedOrganization["reached"]>();
  const report = await reconcile({
    command: "plan",
    ...(await choose(await loadProject(world, options), options, world)),
    history: await world.history(options.directory),
    ...shardIn(options),
    pace: paceOf(options, context),
    elsewhere: (oid) => ruleTreeOf(world.files(options.directory), oid),
    allowEmpty: options.allowEmpty,
    sensors: options.sensors,
    open: (organization, configuration) => world.reading(organization, configuration, options.directory),
    step: async (organization, desired) => {
      const planned = await planOrganization(organization, { ...desired, ...reach });
      if (options.out !== undefined) reached.set(planned.plan.organization, planned.reached);
      return { plan: planned.plan };
    },
  });
  if (options.out !== undefined) world.replaceText(options.out, planFile(report, reached));
  finishWith(
    report,
    { format: options.format, detailed: options.detailedExitcode, configuration: options.config },
    context,
  );
}

/** The report as JSON, with the ids of the sensors that each run would reach: what a review agrees to includes whom it reaches. */
function planFile(report: Report, reachedIn: ReadonlyMap<string, PlannedOrganization["reached"]>): string {
  const organizations = report.organizations.map((organization) => {
    if (!wasPlanned(organization)) return organization;
    const reached = [...(reachedIn.get(organization.plan.organization) ?? [])];
    const ids = reached.map(([fingerprint, sids]) => [fingerprint, [...sids].toSorted()] as const);
    return { ...organization, reached: Object.fromEntries(ids) };
  });
  return renderJson({ ...report, organizations }, exitCodeOf(report, { detailed: true }));
}
